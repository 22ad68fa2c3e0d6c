import type { ServerResponse } from "node:http";
import type { HttpRequest } from "./http-request";
import type { HttpStage } from "./http-stage";
import type { Source } from "./sources";
import type { SparkError, SparkRequest, Usage } from "./spark-request";

export type FunctionCall = { readonly name: string; readonly arguments: string };

export type Status = 0 | 1 | 2;

export type Frame = {
  readonly text?: string;
  readonly reasoning?: string;
  readonly status: Status;
  /** Counted from 0 when absent. */
  readonly seq?: number;
  readonly usage?: Usage | null;
  readonly functionCall?: FunctionCall;
  /** As `status` when absent. */
  readonly headerStatus?: Status;
};

/** What a script plays on, once handshake and request have been accepted. */
export type Stage = {
  readonly request: Promise<SparkRequest>;
  readonly sid: string;
  /** The simulator's own pause between frames, for scripts that have none of their own. */
  readonly paceMs: number;
  /** What Spark would bill for this answer to this request. */
  readonly bill: (answer: string) => Usage;
  /** A well-formed frame. Settles once the kernel has it; rejects when the client left. */
  readonly frame: (frame: Frame) => Promise<void>;
  /** An error frame: no payload, status 2. */
  readonly fail: (error: SparkError) => Promise<void>;
  /** Search references: a frame without choices. */
  readonly plugins: (sources: readonly Source[]) => Promise<void>;
  /** Anything at all. */
  readonly send: (raw: string | Buffer, options?: { binary?: boolean }) => Promise<void>;
  /** Default: 1000 `close this ws conn`. */
  readonly close: (code?: number, reason?: string) => void;
  /** TCP RST. */
  readonly reset: () => void;
  /** FIN without a close frame. */
  readonly cut: () => void;
  /** Rejects when the client left, which ends the script that awaits it. */
  readonly wait: (ms: number) => Promise<void>;
  /** Aborted when the connection is gone. */
  readonly gone: AbortSignal;
};

/** Played instead of the handshake's answer; nothing is checked before it. */
export type HandshakeScript =
  | {
      readonly refuse: {
        readonly status: number;
        readonly body?: string;
        readonly headers?: Readonly<Record<string, string>>;
      };
    }
  | { readonly silent: true }
  | { readonly hangUp: true }
  /** These bytes instead of an HTTP answer, then FIN. */
  | { readonly raw: string };

/** A script that ends without closing leaves the connection open. */
export type StageScript = (stage: Stage) => Promise<void> | void;

export type Script = StageScript | HandshakeScript;

export type HttpScript =
  | ((body: HttpRequest, response: ServerResponse, stage: HttpStage) => Promise<void> | void)
  | HandshakeScript;
