import { GatewayError } from "../../core/errors";
import type { ChatRequest } from "../../api/chat-completions/request-schema";
import type { ModelCapabilities, ModelObject } from "../../api/chat-completions/types";
import { type Catalogue, findVersionedId } from "../../spark/catalogue";
import { DEFAULT_VERSION, type Model, VERSIONED_ID, VERSIONS } from "../../spark/models";
import { toRanges } from "../../spark/chat/ranges";
import type { Service } from "../../core/service";
import type { AppPool } from "../pool/pool";
import type { Deps } from "../server/deps";
import type { Settings } from "../config/settings";
import type { RequestContext } from "../http/request-context";

/** The row behind the caller's `model` and, for `spark-api` alone, `version`. @throws GatewayError */
export function requireModel(
  { model, version }: Pick<ChatRequest, "model" | "version">,
  catalogue: Catalogue,
): Model {
  const id = catalogue.findId(model);
  const row = catalogue.findRow(id === VERSIONED_ID ? requireVersionedId(version) : (id ?? ""));
  if (row) return row;
  throw new GatewayError({ kind: "model-not-found", model, known: catalogue.ids });
}

/** What the host does not give away is for those who bring their own Spark app. @throws GatewayError */
export function requireGiven({ id }: Model, asked: string, given: readonly string[] | null): void {
  if (given === null || given.includes(id)) return;
  throw new GatewayError({ kind: "model-not-given", model: asked, given });
}

function requireVersionedId(version: unknown = DEFAULT_VERSION): string {
  const id = typeof version === "string" ? findVersionedId(version) : undefined;
  if (id !== undefined) return id;
  throw new GatewayError({
    kind: "invalid-request",
    message: `\`version\` must be one of ${Object.keys(VERSIONS).join(", ")}.`,
    param: "version",
  });
}

/** By which of Spark's services the server's own apps are asked for the model. @throws GatewayError */
export function requireService(
  model: Model,
  { catalogue }: Pick<Settings, "catalogue">,
  apps: AppPool,
): Service {
  const service = apps.findService(model);
  if (service) return service;
  const served = catalogue.ids.filter((id) => {
    const row = catalogue.findRow(id);
    return row && apps.findService(row);
  });
  throw new GatewayError({ kind: "model-not-served", model: model.id, served });
}

/** `GET /v1/models`: the catalogue's ids; their aliases resolve too, but are not listed. */
export function listModels(
  _request: Request,
  _visit: RequestContext,
  { settings }: Deps,
): Response {
  const { catalogue } = settings;
  const data = catalogue.ids.map((id) => toModelObject(id, catalogue));
  return Response.json({ object: "list", data });
}

/** `GET /v1/models/{id}`, for an id or an alias; the answer names the id that was asked for. */
export function showModel(request: Request, _visit: RequestContext, { settings }: Deps): Response {
  const { catalogue } = settings;
  const name = readName(new URL(request.url).pathname);
  if (catalogue.findId(name) !== undefined) return Response.json(toModelObject(name, catalogue));
  throw new GatewayError({ kind: "model-not-found", model: name, known: catalogue.ids });
}

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

function toModelObject(name: string, catalogue: Catalogue): ModelObject {
  const id = catalogue.findId(name);
  // Without a `version` that is what it stands for.
  const row = catalogue.findRow(id === VERSIONED_ID ? requireVersionedId() : (id ?? ""));
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
