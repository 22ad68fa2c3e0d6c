import type { IncomingMessage, ServerResponse } from "node:http";
import type { Ledger } from "./connection";
import type { World } from "./world";

/** One request over HTTP, and its response. */
export type Exchange = {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly ledger: Ledger;
  readonly world: World;
};
