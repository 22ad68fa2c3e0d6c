import { type Part, type Parts, refer } from "./json";
import { PAGE } from "./operations";

/** A route, as far as the document describes it. */
export type DocumentedRoute = {
  path: string;
  /** Its operations by method, in OpenAPI's format. */
  docs: Part;
  /** The name of its preflight; null if it has none. */
  preflight: { operationId: string; tag: string } | null;
};

/** Lists every path of the gateway with its methods. */
export function toPaths(routes: readonly DocumentedRoute[]): Parts {
  const paths = routes.map(({ path, docs, preflight }) => [
    path,
    preflight ? { ...docs, options: toPreflight(preflight) } : docs,
  ]);
  return { ...Object.fromEntries(paths), "/": PAGE };
}

function toPreflight({ operationId, tag }: { operationId: string; tag: string }): Part {
  return {
    operationId,
    summary: "What a browser asks before a page may · 跨域预检",
    tags: [tag],
    security: [],
    responses: {
      204: refer("responses/Preflight"),
    },
  };
}
