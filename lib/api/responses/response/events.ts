import type { Finish } from "../../../core/delta";
import type { ChoiceBatch, EventOptions } from "../../../core/writer";
import { type Source, startWith } from "../../../streams/source";
import { transform } from "../../../streams/transform";
import { KEEP_ALIVE } from "../../common/sse";
import type { OpenAiErrorBody } from "../../openai/errors/error";
import { createEventWriter } from "./event-sink";
import { createOutput } from "./output";
import { toFailedState, toFinalState, toInitialState } from "./response-state";
import type { WriteOptions } from "./write-options";

/**
 * Writes the answer as server-sent events with a type and a number; the last event holds the whole
 * response. A failure becomes an `error` event followed by `response.failed`, because some clients
 * act on the one and some on the other. This source never throws.
 */
export function toEvents(
  batches: Source<ChoiceBatch>,
  options: WriteOptions & EventOptions<OpenAiErrorBody>,
): Source<string> {
  const { base, accumulator, isEarly, explain, save } = options;
  const writer = createEventWriter(base);
  const output = createOutput(options.output, writer);
  let ended: Finish | undefined;
  const initial = toInitialState(save !== undefined);
  writer.response("response.created", initial);
  writer.response("response.in_progress", initial);

  const end = (finish: Finish): void => {
    const state = toFinalState(finish, { ...options, items: output.items(), store: false });
    writer.response(`response.${state.status}`, state);
  };
  // Read to the end even after the last event: only a source that has ended releases its
  // connection.
  const rest = transform(batches, {
    step({ value: deltas }) {
      for (const delta of deltas) {
        accumulator.add(0, delta);
        output.add(delta);
        if (delta.type !== "finish") continue;
        ended = delta;
        if (!save) end(delta);
      }
      return writer.take();
    },
    fail(error) {
      const body = explain(error);
      // A failure of the connection after the answer has ended does not affect the response.
      if (!body || ended) return undefined;
      writer.event("error", { ...toFlat(body), error: body.error });
      writer.response("response.failed", toFailedState(body.error, output.give()));
      return writer.take();
    },
  });
  const whole = save ? endAfter(rest, finishKept) : rest;
  if (!isEarly) return whole;
  const first = { done: false, value: writer.take() + KEEP_ALIVE } as const;
  return startWith(async () => ({ first, rest: whole }));

  /**
   * Saves the response before the client sees its end, because the client may refer to it from then
   * on.
   */
  async function finishKept(): Promise<string> {
    if (!ended || !save) return "";
    const state = toFinalState(ended, { ...options, items: output.items(), store: true });
    const store = await save({ ...base, ...state }, output.items());
    writer.response(`response.${state.status}`, { ...state, store });
    return writer.take();
  }
}

async function* endAfter(source: Source<string>, finish: () => Promise<string>): Source<string> {
  yield* source;
  const last = await finish();
  if (last !== "") yield last;
}

/**
 * OpenAI's document has these members at the top level, its service has them in `error`; clients
 * read either.
 */
function toFlat({ error: { code, message, param } }: OpenAiErrorBody): object {
  return { code, message, param };
}
