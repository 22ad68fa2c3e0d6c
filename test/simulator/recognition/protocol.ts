import type { SparkError } from "../spark-request";

/** What both services are told at the beginning of a session. */
export type Opening = {
  readonly encoding: "raw" | "lame";
  readonly rate: number;
  /** Silence after which the session ends by itself. */
  readonly silenceMs: number;
  readonly hasTimes: boolean;
  readonly hasCorrections: boolean;
  /** In which language, by the client's word. */
  readonly language: string | null;
};

/** One message of a client, judged. */
export type Received =
  | { readonly error: SparkError }
  | { readonly status: 0 | 1 | 2; readonly audio: Buffer; readonly opening?: Opening };

/** What is said in one stretch between silences, with its times in the session. */
export type Spoken = {
  readonly words: readonly { readonly text: string; readonly startMs: number }[];
  readonly startMs: number;
  readonly endMs: number;
};

/** A result as both services have it, but for how they wrap it. */
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

/** How a service reads and writes. */
export type Dialect = {
  /** Judges a message, by what came before it. */
  readonly read: (message: string | null) => Received;
  /** Frames before the first result. */
  readonly greeting: () => readonly object[];
  readonly result: (result: Result, status: 0 | 1 | 2) => object;
  readonly error: (error: SparkError) => object;
  /** What the service says of too much audio. */
  readonly tooLong: SparkError;
};
