import { type ModelCard, toModelCard } from "../../api/responses/model-card";
import type { ModelCapabilities, ModelObject } from "../../api/chat-completions/types";
import { GatewayError } from "../../core/errors";
import type { Catalogue } from "../../spark/catalogue";
import { toRanges } from "../../spark/chat/ranges";
import {
  listServices,
  type Model,
  type ModelKind,
  toMaxTokens,
  VERSIONED_ID,
} from "../../spark/models";
import type { Settings } from "../config/settings";
import { listVoices } from "../../spark/speech/voices";
import { listSizes } from "../../spark/image/sizes";
import { requireVersionedId } from "../generate/find-model";
import { toJsonAnswer } from "../http/answer";
import {
  type FindToken,
  findAnthropicToken,
  hasCredential,
  readCredential,
} from "../http/credential";
import { MODEL_ROUTES } from "../generate/model-routes";
import type { Handler } from "../http/endpoint";
import { listForAnthropic, showForAnthropic } from "./anthropic-models";
import type { RequestHeaders } from "../http/api-request";

type Dependencies = { settings: Settings };

/**
 * Handles `GET /v1/models`: lists the catalogue's ids. Aliases work too but are not listed.
 * Anthropic's clients, recognised by their header, get their API's format.
 */
export function createListModels({ settings }: Dependencies): Handler {
  const { catalogue } = settings;
  return ({ headers, url }) => {
    if (isAnthropic(headers)) {
      requireValidKey(headers, settings, findAnthropicToken);
      return toJsonAnswer(listForAnthropic(catalogue, new URL(url).searchParams));
    }
    requireValidKey(headers, settings);
    const data = listModels(catalogue);
    // Sent by Codex, which cannot read the list without cards.
    const isCodex = new URL(url).searchParams.has("client_version");
    return toJsonAnswer({ object: "list", data, ...(isCodex && { models: toCards(catalogue) }) });
  };
}

/** Lists the public facts about the models, which require no key. */
export function listModels(catalogue: Catalogue): ModelObject[] {
  return catalogue.ids.flatMap((id) => findModelObject(id, catalogue) ?? []);
}

/** Handles `GET /v1/models/{id}` for an id or an alias; the answer repeats the requested name. */
export function createShowModel({ settings }: Dependencies): Handler {
  const { catalogue } = settings;
  return (request) => {
    const name = readName(new URL(request.url).pathname);
    if (isAnthropic(request.headers)) {
      requireValidKey(request.headers, settings, findAnthropicToken);
      return toJsonAnswer(showForAnthropic(catalogue, name));
    }
    requireValidKey(request.headers, settings);
    const found = findModelObject(name, catalogue);
    if (found) return toJsonAnswer(found);
    throw new GatewayError({ kind: "model-not-found", model: name, known: catalogue.ids });
  };
}

/** Lists the models that can call functions, which Codex requires. */
function toCards(catalogue: Catalogue): ModelCard[] {
  return catalogue.ids.flatMap((id) => {
    const row = findRow(id, catalogue);
    return row?.tools ? toModelCard(id, row.contextTokens) : [];
  });
}

/**
 * Checks the key, because clients test their key here. An invalid key gets a 401; no key is
 * accepted.
 */
function requireValidKey(headers: RequestHeaders, settings: Settings, find?: FindToken): void {
  if (hasCredential(headers)) readCredential(headers, settings, find);
}

const isAnthropic = (headers: RequestHeaders): boolean => headers.has("anthropic-version");

/** Reads the name after `/models/`. Ids may contain slashes but do not end in one. */
function readName(path: string): string {
  const name = path.slice(path.indexOf("/models/") + "/models/".length).replace(/\/$/, "");
  try {
    return decodeURIComponent(name);
  } catch {
    // A name with an invalid escape is used unchanged.
    return name;
  }
}

/** The day on which Spark was first presented; OpenAI's clients require a date. */
const SPARK_RELEASED = Date.UTC(2023, 4, 6) / 1000;

/** Finds a model's row; without a `version`, `spark-api` means its default version. */
function findRow(name: string, catalogue: Catalogue): Model | undefined {
  const id = catalogue.findId(name);
  return catalogue.findRow(id === VERSIONED_ID ? requireVersionedId() : (id ?? ""));
}

function findModelObject(name: string, catalogue: Catalogue): ModelObject | undefined {
  const row = findRow(name, catalogue);
  if (!row) return undefined;
  return {
    id: name,
    object: "model",
    created: SPARK_RELEASED,
    owned_by: "iflytek",
    ...toFacts(row),
  };
}

const HAS_CONTEXT: ReadonlySet<ModelKind> = new Set<ModelKind>(["chat", "embedding"]);

/** Describes a model's capabilities on its preferred service. */
function toFacts(row: Model) {
  const [service = "socket"] = listServices(row);
  const isChat = row.kind === "chat";
  return {
    context_length: HAS_CONTEXT.has(row.kind) ? row.contextTokens : undefined,
    max_output_tokens: isChat ? toMaxTokens(row, service) : undefined,
    routes: MODEL_ROUTES[row.kind],
    deprecated: row.deprecated,
    capabilities: isChat ? toCapabilities(row) : undefined,
    ranges: isChat ? toRanges(row, service) : undefined,
    dimensions: row.dimensions ?? undefined,
    sizes: row.kind === "image" ? listSizes(row) : undefined,
    voices: row.kind === "speech" ? listVoices(row) : undefined,
  };
}

function toCapabilities(row: Model): ModelCapabilities {
  const { system, tools, webSearch, vision, reasoning } = row;
  return { system, tools, web_search: webSearch, vision, reasoning };
}
