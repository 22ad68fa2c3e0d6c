import type { Accumulator } from "../../../core/accumulator";
import type { OutputOptions } from "./output";
import type { OutputItem } from "./output-item";

/**
 * Saves a response.
 * @returns whether it was saved: it may be too large
 */
export type SaveResponse = (response: object, output: readonly OutputItem[]) => Promise<boolean>;

export type WriteOptions = {
  /** The constant members of the response. */
  base: Readonly<Record<string, unknown>>;
  output: OutputOptions;
  accumulator: Accumulator;
  now: () => Date;
  /**
   * Undefined if nothing is saved, because the gateway keeps no responses or the caller opted out.
   */
  save: SaveResponse | undefined;
};
