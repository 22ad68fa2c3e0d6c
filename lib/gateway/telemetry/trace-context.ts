import type { IncomingHttpHeaders } from "node:http";

import { context, propagation, ROOT_CONTEXT } from "@opentelemetry/api";

/** Runs in the trace of a request's `traceparent` header; without an SDK it just runs. */
export function continueTrace<T>(headers: IncomingHttpHeaders, run: () => T): T {
  return context.with(propagation.extract(ROOT_CONTEXT, headers), run);
}
