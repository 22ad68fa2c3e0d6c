import { z } from "zod";

import { parseJson } from "../../core/json";
import { readFastFrame } from "./fast-frame";
import { frameSchema, type SparkFrame, type SparkUsage, usageSchema } from "./frame-schema";

/** The results of a web search, which the frame carries as a JSON string. */
const references = z.array(
  z.object({ url: z.string(), title: z.string().nullish() }).nullable().catch(null),
);

/** Parses one message from Spark. Returns undefined if it is not JSON or not a frame. */
export function readFrame(raw: string): SparkFrame | undefined {
  return readFastFrame(raw) ?? readAny(raw);
}

/** Parses a message with the schema, for what {@link readFastFrame} does not handle. */
export function readAny(raw: string): SparkFrame | undefined {
  return frameSchema.safeParse(parseJson(raw)).data;
}

/** Returns a frame's usage, or undefined if it has none or an invalid one. */
export function findUsage(frame: SparkFrame): SparkUsage | undefined {
  return usageSchema.safeParse(frame.payload?.usage?.text).data;
}

/** Lists the references in a search frame, which precedes the text and has no choices. */
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

/** Returns a call's arguments as text, whether they arrived as text or as JSON. */
export function toArgumentText(given: unknown): string {
  if (typeof given === "string") return given;
  return given === undefined || given === null ? "" : JSON.stringify(given);
}

/**
 * Reports whether a frame is the last one. The header and the choices each have a status and may
 * disagree, so either one ends the answer.
 */
export function isLast(frame: SparkFrame): boolean {
  return frame.header.status === 2 || frame.payload?.choices?.status === 2;
}
