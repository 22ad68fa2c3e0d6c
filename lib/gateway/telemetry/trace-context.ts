import type { IncomingHttpHeaders } from "node:http";

import { context, propagation, ROOT_CONTEXT } from "@opentelemetry/api";

/** Runs within the trace that a request belongs to by its `traceparent`; without an SDK, just runs. */
export function continueTrace<T>(headers: IncomingHttpHeaders, run: () => T): T {
  return context.with(propagation.extract(ROOT_CONTEXT, headers), run);
}
