const ROUTES = new Set(["/v1/chat/completions", "/v1/models", "/metrics", "/openapi.json"]);

/** A path as a label: one of a few, whatever strangers ask for. */
export function toRouteLabel(path: string): string {
  if (ROUTES.has(path)) return path;
  return path.startsWith("/v1/models/") ? "/v1/models/{id}" : "other";
}
