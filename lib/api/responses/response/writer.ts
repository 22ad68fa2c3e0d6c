import type { Finish } from "../../../core/delta";
import type { ChoiceBatch, Writer } from "../../../core/writer";
import { KEEP_ALIVE } from "../../common/sse";
import type { OpenAiErrorBody } from "../../openai/errors/error";
import { NO_EVENTS } from "./event-sink";
import { toEvents } from "./events";
import { createOutput } from "./output";
import { toFinalState } from "./response-state";
import type { WriteOptions } from "./write-options";

/** Creates the writer for events, or for one response. */
export function createResponseWriter(options: WriteOptions): Writer<OpenAiErrorBody> {
  return {
    events: (batches, eventOptions) => toEvents(batches, { ...options, ...eventOptions }),
    whole: (batches) => toResponse(batches, options),
    heartbeat: KEEP_ALIVE,
  };
}

/**
 * Collects the whole answer.
 * @throws whatever the batches throw: a partial answer is never returned
 */
async function toResponse(
  batches: AsyncIterable<ChoiceBatch>,
  options: WriteOptions,
): Promise<object> {
  const { base, accumulator, save } = options;
  const output = createOutput(options.output, NO_EVENTS);
  let ended: Finish = { type: "finish", reason: "stop", usage: null, endedBy: null };
  for await (const { value: deltas } of batches) {
    for (const delta of deltas) {
      accumulator.add(0, delta);
      output.add(delta);
      if (delta.type === "finish") ended = delta;
    }
  }
  const items = output.items();
  const whole = { ...base, ...toFinalState(ended, { ...options, items, store: true }) };
  return { ...whole, store: save !== undefined && (await save(whole, items)) };
}
