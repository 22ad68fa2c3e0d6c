import type { Accumulator } from "../../../core/accumulator";
import type { OutputOptions } from "./output";
import type { OutputItem } from "./output-item";

/** Keeps a response. @returns whether it is kept now: it may be too large */
export type SaveResponse = (response: object, output: readonly OutputItem[]) => Promise<boolean>;

export type WriteOptions = {
  /** The members of the response that stay. */
  base: Readonly<Record<string, unknown>>;
  output: OutputOptions;
  accumulator: Accumulator;
  now: () => Date;
  /** Undefined: nothing is kept, because the gateway does not, or the caller asked it not to. */
  save: SaveResponse | undefined;
};
