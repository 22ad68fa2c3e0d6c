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
 * The answer as server-sent events, each with its type and its number; the last one holds the whole
 * response. A failure is an `error` event, then `response.failed`: some clients act by the one, some
 * by the other. This source does not throw.
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
  // Asked on even after the end: only a source that has ended leaves its connection.
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
      // A response that has ended stands, whatever becomes of its connection then.
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

  /** The response is kept before the client hears that it has ended, and may refer to it. */
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

/** OpenAI's document has the members at the top, its service has them in `error`: clients read either. */
function toFlat({ error: { code, message, param } }: OpenAiErrorBody): object {
  return { code, message, param };
}
