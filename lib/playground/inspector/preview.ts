import { parseJson, isRecord } from "../../core/json";
import { readData, type WireEvent } from "./event";

const MAX_LENGTH = 160;

/** Returns what is new in an event as one line, without what all chunks of an answer share. */
export function toPreview({ raw, kind }: Pick<WireEvent, "raw" | "kind">): string {
  return toLine(raw, kind).slice(0, MAX_LENGTH);
}

function toLine(raw: string, kind: WireEvent["kind"]): string {
  const value = kind === "body" ? parseJson(raw) : parseJson(readData(raw) ?? "");
  if (!isRecord(value)) return readData(raw) ?? raw.trim();
  switch (kind) {
    case "chunk":
      return toChoices(value["choices"]).map(toChoiceText).join(" ");
    case "usage":
      return JSON.stringify(value["usage"] ?? null);
    case "error":
      return JSON.stringify(value["error"]);
    case "body":
    case "comment":
    case "cut":
    case "done":
    case "other":
      return JSON.stringify(value);
  }
}

function toChoices(choices: unknown): unknown[] {
  return Array.isArray(choices) ? choices : [];
}

function toChoiceText(choice: unknown): string {
  if (!isRecord(choice)) return JSON.stringify(choice);
  const { index, delta, finish_reason: reason } = choice;
  return [
    // Most answers have only one choice.
    typeof index === "number" && index > 0 ? `#${index}` : "",
    JSON.stringify(delta ?? null),
    typeof reason === "string" ? reason : "",
  ]
    .filter(Boolean)
    .join(" ");
}

/** Returns the event for reading: its JSON with indentation, or else its own text. */
export function toReadable({ raw, kind }: Pick<WireEvent, "raw" | "kind">): string {
  const text = kind === "body" ? raw : (readData(raw) ?? raw.trim());
  const value = parseJson(text);
  return value === undefined ? text : JSON.stringify(value, null, 2);
}
