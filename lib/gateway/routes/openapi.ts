import packageJson from "../../../package.json" with { type: "json" };
import type { Settings } from "../config/settings";
import type { Handler } from "../http/endpoint";
import { toDocument } from "../openapi/document";
import type { Parts } from "../openapi/json";

type Dependencies = { settings: Pick<Settings, "maxN" | "catalogue"> };

/**
 * Handles `GET /openapi.json`, which is built at the first request.
 * @param paths the document's description of each route
 */
export function createShowOpenApi(
  { settings: { maxN, catalogue } }: Dependencies,
  paths: Parts,
): Handler {
  let text: string | undefined;
  return () => {
    const limits = { maxN, modelIds: catalogue.ids };
    text ??= JSON.stringify(toDocument(packageJson.version, { paths, limits }));
    return { status: 200, headers: { "content-type": "application/json" }, body: text };
  };
}
