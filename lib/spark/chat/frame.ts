import { z } from "zod";

import { parseJson } from "../../core/json";
import { readFastFrame } from "./fast-frame";
import { frameSchema, type SparkFrame, type SparkUsage, usageSchema } from "./frame-schema";

/** What a web search found: a string of JSON in the frame. */
const references = z.array(
  z.object({ url: z.string(), title: z.string().nullish() }).nullable().catch(null),
);

/** One message from Spark as a frame, or undefined when it is not JSON or not a frame. */
export function readFrame(raw: string): SparkFrame | undefined {
  return readFastFrame(raw) ?? readAny(raw);
}

/** The schema's word on a message; {@link readFastFrame} may spare it the question. */
export function readAny(raw: string): SparkFrame | undefined {
  return frameSchema.safeParse(parseJson(raw)).data;
}

/** The usage in a frame, or undefined where there is none or it does not count tokens. */
export function findUsage(frame: SparkFrame): SparkUsage | undefined {
  return usageSchema.safeParse(frame.payload?.usage?.text).data;
}

/** The references in a search frame, which comes before the text and has no choices. */
export function listReferences(frame: SparkFrame): { url: string; title: string }[] {
  const plugins = frame.payload?.plugins?.text;
  if (!plugins) return [];
  return plugins.flatMap(({ name, content }) => {
    if (name !== "ifly_search" || typeof content !== "string") return [];
    return (references.safeParse(parseJson(content)).data ?? []).flatMap((reference) =>
      reference ? [{ url: reference.url, title: reference.title ?? reference.url }] : [],
    );
  });
}

/** The arguments of a call as text, whichever way they came. */
export function toArgumentText(given: unknown): string {
  if (typeof given === "string") return given;
  return given === undefined || given === null ? "" : JSON.stringify(given);
}

/** The header and the choices each have a status and do not always agree: either one ends it. */
export function isLast(frame: SparkFrame): boolean {
  return frame.header.status === 2 || frame.payload?.choices?.status === 2;
}
