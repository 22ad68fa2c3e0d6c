import type { Heard } from "./heard";
import type { HttpPlay } from "./http-plan";
import type { Plan } from "./plan";
import type { HandshakeScript, StageScript } from "./script";

/** The scripts of a fault; a transport without a script does not support it. */
export type Scripts = { readonly socket?: StageScript; readonly http?: HttpPlay };

/** A fault or an unusual case, with its name for `/simulate`. */
export type Fault = { readonly name: string; readonly zh: string; readonly en: string } & (
  | { readonly kind: "plan"; readonly plan: (heard: Heard) => Plan }
  | ({ readonly kind: "script" } & Scripts)
  | {
      readonly kind: "handshake";
      readonly script: (now: number) => HandshakeScript;
      /** How many handshakes fail, so that a client's retries meet the same fault. */
      readonly times: number;
    }
);
