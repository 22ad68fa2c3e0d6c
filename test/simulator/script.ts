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
  /** Counts from 0 if absent. */
  readonly seq?: number;
  readonly usage?: Usage | null;
  readonly functionCall?: FunctionCall;
  /** The same as `status` if absent. */
  readonly headerStatus?: Status;
};

/** What a script plays on, once handshake and request have been accepted. */
export type Stage = {
  readonly request: Promise<SparkRequest>;
  readonly sid: string;
  /** The simulator's pause between frames, for scripts without their own. */
  readonly paceMs: number;
  /** Returns what Spark would bill for this answer to this request. */
  readonly bill: (answer: string) => Usage;
  /**
   * Sends a well-formed frame. Resolves once the kernel has it; rejects when the client
   * disconnects.
   */
  readonly frame: (frame: Frame) => Promise<void>;
  /** Sends an error frame: no payload, status 2. */
  readonly fail: (error: SparkError) => Promise<void>;
  /** Sends search references in a frame without choices. */
  readonly plugins: (sources: readonly Source[]) => Promise<void>;
  /** Sends anything. */
  readonly send: (raw: string | Buffer, options?: { binary?: boolean }) => Promise<void>;
  /** Closes the connection, by default with 1000 `close this ws conn`. */
  readonly close: (code?: number, reason?: string) => void;
  /** Sends a TCP RST. */
  readonly reset: () => void;
  /** Sends a FIN without a close frame. */
  readonly cut: () => void;
  /** Waits; rejects when the client disconnects, which ends the script. */
  readonly wait: (ms: number) => Promise<void>;
  /** Aborts when the connection has ended. */
  readonly gone: AbortSignal;
};

/** Played instead of the handshake's response; nothing is checked before it. */
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
  /** Sends these bytes instead of an HTTP response, then a FIN. */
  | { readonly raw: string };

/** A script that ends without closing leaves the connection open. */
export type StageScript = (stage: Stage) => Promise<void> | void;

export type Script = StageScript | HandshakeScript;

export type HttpScript =
  | ((body: HttpRequest, response: ServerResponse, stage: HttpStage) => Promise<void> | void)
  | HandshakeScript;
