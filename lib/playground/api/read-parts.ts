import type { Citation } from "../conversation/types";
import { readField, readText } from "./read-field";
import type { CallDelta } from "./stream-events";

function readList(source: unknown, name: string): unknown[] {
  const value = readField(source, name);
  return Array.isArray(value) ? value : [];
}

/**
 * Reads the calls of a delta, or of a whole message, where their position in the list is their
 * index.
 */
export function readCalls(source: unknown): CallDelta[] {
  return readList(source, "tool_calls").map((call, place) => readCall(call, place));
}

function readCall(call: unknown, place: number): CallDelta {
  const index = readField(call, "index");
  const read: CallDelta = { index: typeof index === "number" ? index : place };
  const id = readText(call, "id");
  const name = readText(readField(call, "function"), "name");
  const text = readText(readField(call, "function"), "arguments");
  if (id !== undefined) read.id = id;
  if (name !== undefined) read.name = name;
  if (text !== undefined) read.arguments = text;
  return read;
}

export function readCitations(source: unknown): Citation[] {
  return readList(source, "annotations").flatMap((annotation) => {
    const citation = readField(annotation, "url_citation");
    const url = readText(citation, "url");
    return url === undefined ? [] : [{ url, title: readText(citation, "title") ?? url }];
  });
}
