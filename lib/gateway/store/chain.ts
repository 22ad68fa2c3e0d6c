import { GatewayError } from "../../core/errors";
import type { Reader } from "./reader";
import type { KeptResponse } from "./response-store";

/** The maximum length of a chain, all of which is sent to Spark with each request. */
const MAX_LINKS = 200;

/**
 * Reads a response and all earlier ones, the oldest first. Reading counts as use and extends the
 * life of the whole chain.
 * @throws GatewayError `not-kept` if one of them is missing, `invalid-request` if there are too
 *   many
 */
export async function readChain(id: string, reader: Reader): Promise<KeptResponse[]> {
  const chain: KeptResponse[] = [];
  for (let next: string | null = id; next !== null;) {
    const kept: KeptResponse | undefined = await reader.get(next);
    if (!kept) throw notKept("previous", id, reader);
    if (kept.links >= MAX_LINKS || chain.length >= MAX_LINKS) throw tooLong();
    chain.unshift(kept);
    next = kept.previousId;
  }
  return chain;
}

/** Reads a response and the earlier ones that are still kept. */
export async function readKept(id: string, reader: Reader): Promise<KeptResponse[]> {
  const last = await reader.get(id);
  if (!last) throw notKept("response", id, reader);
  const chain = [last];
  for (let next = last.previousId; next !== null && chain.length < MAX_LINKS;) {
    const kept = await reader.get(next);
    if (!kept) break;
    chain.unshift(kept);
    next = kept.previousId;
  }
  return chain;
}

const PARAMS = { previous: "previous_response_id", response: null };

function notKept(what: keyof typeof PARAMS, id: string, { isKeeping }: Reader): GatewayError {
  return new GatewayError({
    kind: "not-kept",
    what,
    id,
    param: PARAMS[what],
    isKeeping,
  });
}

function tooLong(): GatewayError {
  const message =
    `This conversation has ${MAX_LINKS} responses, which is the most that are chained here: send ` +
    "its history in `input`, and start a new chain.";
  return new GatewayError({ kind: "invalid-request", message, param: PARAMS.previous });
}
