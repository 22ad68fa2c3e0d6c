import { type ModelCard, toModelCard } from "../../api/responses/model-card";
import type { ModelCapabilities, ModelObject } from "../../api/chat-completions/types";
import { GatewayError } from "../../core/errors";
import type { Catalogue } from "../../spark/catalogue";
import { toRanges } from "../../spark/chat/ranges";
import { type Model, VERSIONED_ID } from "../../spark/models";
import type { Settings } from "../config/settings";
import { requireVersionedId } from "../generate/find-model";
import {
  type FindToken,
  findAnthropicToken,
  hasCredential,
  readCredential,
} from "../http/credential";
import type { Handler } from "../http/endpoint";
import { listForAnthropic, showForAnthropic } from "./anthropic-models";

type Dependencies = { settings: Settings };

/**
 * `GET /v1/models`: the catalogue's ids; their aliases resolve too, but are not listed. For Anthropic's
 * clients, which say so, in the shape of their API.
 */
export function createListModels({ settings }: Dependencies): Handler {
  const { catalogue } = settings;
  return ({ headers, url }) => {
    if (isAnthropic(headers)) {
      requireValidKey(headers, settings, findAnthropicToken);
      return Response.json(listForAnthropic(catalogue, new URL(url).searchParams));
    }
    requireValidKey(headers, settings);
    const data = catalogue.ids.map((id) => toModelObject(id, catalogue));
    // Codex asks so, and cannot read the list without cards.
    const isCodex = new URL(url).searchParams.has("client_version");
    return Response.json({ object: "list", data, ...(isCodex && { models: toCards(catalogue) }) });
  };
}

/** `GET /v1/models/{id}`, for an id or an alias; the answer repeats the name that was asked for. */
export function createShowModel({ settings }: Dependencies): Handler {
  const { catalogue } = settings;
  return (request) => {
    const name = readName(new URL(request.url).pathname);
    if (isAnthropic(request.headers)) {
      requireValidKey(request.headers, settings, findAnthropicToken);
      return Response.json(showForAnthropic(catalogue, name));
    }
    requireValidKey(request.headers, settings);
    if (catalogue.findId(name) !== undefined) return Response.json(toModelObject(name, catalogue));
    throw new GatewayError({ kind: "model-not-found", model: name, known: catalogue.ids });
  };
}

/** Codex needs a model that calls functions. */
function toCards(catalogue: Catalogue): ModelCard[] {
  return catalogue.ids.flatMap((id) => {
    const row = findRow(id, catalogue);
    return row?.tools ? toModelCard(id, row.contextTokens) : [];
  });
}

/** Clients test a key here: one that cannot be valid is 401, and no key at all is served. */
function requireValidKey(headers: Headers, settings: Settings, find?: FindToken): void {
  if (hasCredential(headers)) readCredential(headers, settings, find);
}

const isAnthropic = (headers: Headers): boolean => headers.has("anthropic-version");

/** What follows `/models/`; ids may hold slashes, but do not end in one. */
function readName(path: string): string {
  const name = path.slice(path.indexOf("/models/") + "/models/".length).replace(/\/$/, "");
  try {
    return decodeURIComponent(name);
  } catch {
    // A broken escape stands for itself.
    return name;
  }
}

/** The day on which Spark was first shown; OpenAI's clients want some date. */
const SPARK_RELEASED = Date.UTC(2023, 4, 6) / 1000;

/** Without a `version`, `spark-api` stands for its default. */
function findRow(name: string, catalogue: Catalogue): Model | undefined {
  const id = catalogue.findId(name);
  return catalogue.findRow(id === VERSIONED_ID ? requireVersionedId() : (id ?? ""));
}

function toModelObject(name: string, catalogue: Catalogue): ModelObject {
  const row = findRow(name, catalogue);
  return {
    id: name,
    object: "model",
    created: SPARK_RELEASED,
    owned_by: "iflytek",
    context_length: row?.contextTokens,
    max_output_tokens: row?.maxTokens,
    capabilities: row && toCapabilities(row),
    ranges: row && toRanges(row, "socket"),
  };
}

function toCapabilities(row: Model): ModelCapabilities {
  const { system, tools, webSearch, vision, reasoning } = row;
  return { system, tools, web_search: webSearch, vision, reasoning };
}
