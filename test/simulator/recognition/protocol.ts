import type { SparkError } from "../spark-request";

/** The parameters that both services get at the beginning of a session. */
export type Opening = {
  readonly encoding: "raw" | "lame";
  readonly rate: number;
  /** The silence after which the session ends by itself. */
  readonly silenceMs: number;
  readonly hasTimes: boolean;
  readonly hasCorrections: boolean;
  /** The language that the client requested. */
  readonly language: string | null;
};

/** One validated message from a client. */
export type Received =
  | { readonly error: SparkError }
  | { readonly status: 0 | 1 | 2; readonly audio: Buffer; readonly opening?: Opening };

/** The text of one stretch between silences, with its times in the session. */
export type Spoken = {
  readonly words: readonly { readonly text: string; readonly startMs: number }[];
  readonly startMs: number;
  readonly endMs: number;
};

/** A result as both services have it, without their own wrapping. */
export type Result = {
  readonly sn: number;
  readonly ls: boolean;
  readonly bg: 0;
  readonly ed: 0;
  readonly pgs?: "apd" | "rpl";
  readonly rg?: readonly [number, number];
  readonly ws: readonly {
    readonly bg: number;
    readonly cw: readonly { readonly w: string; readonly sc: number; readonly lg?: string }[];
  }[];
  readonly vad?: { readonly ws: readonly { readonly bg: number; readonly ed: number }[] };
};

/** How a service reads and writes messages. */
export type Dialect = {
  /** Validates a message, given the previous ones. */
  readonly read: (message: string | null) => Received;
  /** Returns the frames before the first result. */
  readonly greeting: () => readonly object[];
  readonly result: (result: Result, status: 0 | 1 | 2) => object;
  readonly error: (error: SparkError) => object;
  /** The service's error for too much audio. */
  readonly tooLong: SparkError;
};
