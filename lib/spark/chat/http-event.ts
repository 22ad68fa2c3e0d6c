import { z } from "zod";

import { parseJson } from "../../core/json";
import { errorSchema } from "../http-error";
import { usageSchema } from "./frame-schema";

/** Arguments have always been JSON in a string; an object would mean the same. */
const functionSchema = z.object({
  name: z.string().nullish(),
  arguments: z.unknown().optional(),
});

/** A source without a URL is dropped, rather than failing the whole answer. */
const sourceSchema = z
  .object({ url: z.string().min(1), title: z.string().catch("") })
  .nullable()
  .catch(null);

/** A function call, a piece of one, or the results of a web search. */
const toolCallSchema = z.object({
  index: z.int().nullish().catch(null),
  function: functionSchema.nullish(),
  web_search: z
    .object({ outputs: z.array(sourceSchema).nullish() })
    .nullish()
    .catch(null),
});

const speechSchema = z.object({
  role: z.string().nullish(),
  content: z.string().nullish(),
  reasoning_content: z.string().nullish(),
  /** An object unless `tool_calls_switch` requests an array; always an array for a search. */
  tool_calls: z
    .union([z.array(toolCallSchema), toolCallSchema.transform((call) => [call])])
    .nullish(),
});

/**
 * One event of Spark's HTTP service (HTTP调用文档.html), minimal and loose: unknown fields pass, and
 * nearly everything is optional. A complete answer has `message` instead of `delta`.
 */
const eventSchema = errorSchema.extend({
  choices: z
    .array(
      z.object({
        delta: speechSchema.nullish(),
        message: speechSchema.nullish(),
        finish_reason: z.string().nullish().catch(null),
      }),
    )
    .nullish(),
  /** Comes with the last text (v1) or in an event of its own (v2). Invalid counts are dropped. */
  usage: usageSchema.nullish().catch(null),
});

export type HttpEvent = z.output<typeof eventSchema>;
export type HttpSpeech = z.output<typeof speechSchema>;
export type HttpToolCall = z.output<typeof toolCallSchema>;

/** Parses the data of one event. Returns undefined if it is not JSON or not an event of Spark's. */
export function readEvent(raw: string): HttpEvent | undefined {
  const event = eventSchema.safeParse(parseJson(raw)).data;
  // Any field may be missing, but if all are missing the JSON is something else.
  const isOne =
    (event?.code ?? event?.choices ?? event?.usage ?? event?.error ?? event?.header) != null;
  return isOne ? event : undefined;
}

/** Lists everything an event contains, whether pieces of an answer or whole answers. */
export function toSpeeches({ choices }: HttpEvent): HttpSpeech[] {
  return (choices ?? []).flatMap(({ delta, message }) => delta ?? message ?? []);
}
