import { createParser } from "eventsource-parser";

import { parseJson, isRecord } from "../../core/json";
import type { EventBlock } from "./split-events";

/**
 * The kind of an event, for a reader: a piece of the answer; the usage after the last piece; the
 * end; a comment, which clients skip; an error; a body that is not a stream; a truncated event; and
 * anything else that a server may send.
 */
export type WireEventKind =
  | "chunk"
  | "usage"
  | "done"
  | "comment"
  | "error"
  | "body"
  | "cut"
  | "other";

export type WireEvent = {
  /** Counts from 0 through the whole stream, including events that are no longer kept. */
  index: number;
  /** Milliseconds since the request was sent. */
  atMs: number;
  bytes: number;
  raw: string;
  kind: WireEventKind;
  /** True if it contains text, reasoning or a part of a call. */
  hasToken: boolean;
};

export type EventContent = Pick<WireEvent, "kind" | "hasToken">;

/** Parses one block of a stream with the parser that many clients use. */
export function readBlock({ raw, isCut }: EventBlock): EventContent {
  if (isCut) return { kind: "cut", hasToken: false };
  const data = readData(raw);
  if (data === null) {
    return { kind: /^\uFEFF?\s*:/.test(raw) ? "comment" : "other", hasToken: false };
  }
  return data === "[DONE]" ? { kind: "done", hasToken: false } : readContent(parseJson(data));
}

/** Returns the data of one event; null if it has none. */
export function readData(raw: string): string | null {
  let found: string | null = null;
  createParser({
    onEvent: ({ data }) => {
      found = data;
    },
  }).feed(raw.replace(/^\uFEFF/, ""));
  return found;
}

function readContent(value: unknown): EventContent {
  if (!isRecord(value)) return { kind: "other", hasToken: false };
  if (value["error"]) return { kind: "error", hasToken: false };
  const choices = value["choices"];
  if (!Array.isArray(choices)) return { kind: "other", hasToken: false };
  if (choices.length === 0) return { kind: "usage", hasToken: false };
  return { kind: "chunk", hasToken: choices.some(bringsToken) };
}

const TOKEN_FIELDS = ["content", "reasoning_content", "tool_calls", "function_call"];

/** The first delta of a choice has a role and an empty text, which is not a token yet. */
function bringsToken(choice: unknown): boolean {
  const delta = isRecord(choice) ? choice["delta"] : undefined;
  return isRecord(delta) && TOKEN_FIELDS.some((field) => Boolean(delta[field]));
}
