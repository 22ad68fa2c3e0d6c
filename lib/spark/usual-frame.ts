import { isRecord } from "../json";
import type { SparkFrame } from "./frame";

/**
 * Whether a parsed message is a frame of the kind that an answer is made of: words in at most one
 * array, numbers that are numbers, no search results and no call. The schema takes such a frame as
 * it stands, but needs 190 ns to say so, and this 20 (the parsing itself: 800). Whatever it is not
 * sure of it leaves to the schema.
 */
export function isUsual(value: unknown): value is SparkFrame {
  if (!isRecord(value) || !isHeader(value["header"])) return false;
  const payload = value["payload"];
  if (!isRecord(payload)) return payload === undefined;
  if (payload["plugins"] !== undefined) return false;
  const usage = payload["usage"];
  return isChoices(payload["choices"]) && (usage === undefined || isRecord(usage));
}

function isHeader(header: unknown): boolean {
  return (
    isRecord(header) &&
    Number.isSafeInteger(header["code"]) &&
    isTextOrNothing(header["message"]) &&
    isTextOrNothing(header["sid"]) &&
    isStatus(header["status"])
  );
}

function isChoices(choices: unknown): boolean {
  if (!isRecord(choices) || !isStatus(choices["status"])) return false;
  const text = choices["text"];
  return Array.isArray(text) && text.every(isWords);
}

function isWords(item: unknown): boolean {
  return (
    isRecord(item) &&
    isTextOrNothing(item["content"]) &&
    isTextOrNothing(item["reasoning_content"]) &&
    item["function_call"] === undefined
  );
}

const isStatus = (status: unknown): boolean => status === undefined || Number.isFinite(status);

const isTextOrNothing = (value: unknown): boolean =>
  value === undefined || typeof value === "string";
