import { z } from "zod";

import { parseJson } from "../../core/json";
import { errorSchema } from "../http-error";
import { usageSchema } from "./frame-schema";

/** Arguments are JSON in a string, so far; an object would say the same. */
const functionSchema = z.object({
  name: z.string().nullish(),
  arguments: z.unknown().optional(),
});

/** A source without an address is none, and no reason to lose the answer. */
const sourceSchema = z
  .object({ url: z.string().min(1), title: z.string().catch("") })
  .nullable()
  .catch(null);

/** Either a function's call, or a piece of one, or what a web search found. */
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
  /** An object unless `tool_calls_switch` asks for an array; of a search always an array. */
  tool_calls: z
    .union([z.array(toolCallSchema), toolCallSchema.transform((call) => [call])])
    .nullish(),
});

/**
 * One event of Spark's HTTP service (HTTP调用文档.html), minimal and loose: unknown fields
 * pass, and nearly everything may be missing. A whole answer has `message` in place of `delta`.
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
  /** With the last text (v1), or in an event of its own (v2); what does not count tokens is none. */
  usage: usageSchema.nullish().catch(null),
});

export type HttpEvent = z.output<typeof eventSchema>;
export type HttpSpeech = z.output<typeof speechSchema>;
export type HttpToolCall = z.output<typeof toolCallSchema>;

/** The data of one event, or undefined when it is not JSON or not one of Spark's. */
export function readEvent(raw: string): HttpEvent | undefined {
  const event = eventSchema.safeParse(parseJson(raw)).data;
  // All of its fields may be missing, but not all at once: that is JSON of another shape.
  const isOne =
    (event?.code ?? event?.choices ?? event?.usage ?? event?.error ?? event?.header) != null;
  return isOne ? event : undefined;
}

/** Everything that an event says, as one piece of an answer or as a whole one. */
export function toSpeeches({ choices }: HttpEvent): HttpSpeech[] {
  return (choices ?? []).flatMap(({ delta, message }) => delta ?? message ?? []);
}
