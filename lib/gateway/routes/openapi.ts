import packageJson from "../../../package.json" with { type: "json" };
import { toDocument } from "../openapi/document";
import type { Deps } from "../server/deps";
import type { Settings } from "../config/settings";
import type { RequestContext } from "../http/request-context";

const texts = new WeakMap<Settings, string>();

/** `GET /openapi.json`, made at the first request: few ask for it. */
export function showOpenApi(
  _request: Request,
  _visit: RequestContext,
  { settings }: Deps,
): Response {
  const text = texts.get(settings) ?? toText(settings);
  texts.set(settings, text);
  return new Response(text, { headers: { "content-type": "application/json" } });
}

function toText({ maxN, catalogue }: Settings): string {
  return JSON.stringify(toDocument(packageJson.version, { maxN, modelIds: catalogue.ids }));
}
