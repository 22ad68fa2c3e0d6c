import { isRecord } from "../../../core/json";
import { toParam } from "../../common/explain-issue";

export type OutputText = {
  text: string;
  /** Positions of parts that are not text. */
  ignored: readonly string[];
};

/**
 * Converts a call's output into text, with a note for each part that is not text. Nothing is
 * rejected, because the output stays in the history and would block the conversation.
 */
export function toOutputText(output: unknown, path: readonly (string | number)[]): OutputText {
  if (!Array.isArray(output)) return { text: toPlainText(output), ignored: [] };
  const parts = output.map((part: unknown) => readPart(part));
  return {
    text: parts
      .map(({ text, isText }) => (isText ? text : `\n${text}\n`))
      .join("")
      .trim(),
    ignored: parts.flatMap(({ isText }, index) => (isText ? [] : toParam([...path, index]))),
  };
}

function toPlainText(output: unknown): string {
  if (typeof output === "string") return output;
  return output === null || output === undefined ? "" : JSON.stringify(output);
}

function readPart(part: unknown): { text: string; isText: boolean } {
  if (typeof part === "string") return { text: part, isText: true };
  if (!isRecord(part)) return { text: "", isText: true };
  const { text, refusal, type } = part;
  const words = text ?? refusal;
  if (typeof words === "string") return { text: words, isText: true };
  const kind = typeof type === "string" ? type.replace(/^input_/, "").replaceAll("_", " ") : "part";
  return { text: `[${kind}]`, isText: false };
}
