import type { Delta } from "../../core/delta";
import { REPLACEMENT, toWellFormedJson } from "../../core/well-formed";

type Words = "text" | "reasoning";

/**
 * Joins characters that were split across frames: a character beyond the basic plane is two code
 * units. A half whose other half never arrives becomes U+FFFD. Appends complete text to `deltas`.
 */
export function createSurrogateJoiner(): (delta: Delta, deltas: Delta[]) => void {
  const halves = { text: "", reasoning: "" };
  const flush = (type: Words, deltas: Delta[]): void => {
    if (halves[type] === "") return;
    halves[type] = "";
    deltas.push({ type, text: REPLACEMENT });
  };
  const addWords = (type: Words, added: string, deltas: Delta[]): void => {
    const text = halves[type] + added;
    halves[type] = endsInHalf(text) ? text.slice(-1) : "";
    const whole = text.slice(0, text.length - halves[type].length).toWellFormed();
    if (whole !== "") deltas.push({ type, text: whole });
  };

  return (delta, deltas) => {
    switch (delta.type) {
      case "text":
        if (isWhole(halves.text, delta.text)) deltas.push(delta);
        else addWords("text", delta.text, deltas);
        return;
      case "reasoning":
        if (isWhole(halves.reasoning, delta.text)) deltas.push(delta);
        else addWords("reasoning", delta.text, deltas);
        return;
      case "tool-call": {
        const { name, arguments: given } = delta;
        deltas.push({
          type: "tool-call",
          name: name.toWellFormed(),
          arguments: toWellFormedJson(given),
        });
        return;
      }
      case "citations":
        deltas.push({
          type: "citations",
          citations: delta.citations.map(({ url, title }) => ({
            url: url.toWellFormed(),
            title: title.toWellFormed(),
          })),
        });
        return;
      case "finish":
        flush("reasoning", deltas);
        flush("text", deltas);
        deltas.push(delta);
        return;
      case "start":
        deltas.push(delta);
    }
  };
}

/** The usual case: no half is pending, and the text leaves none behind. */
const isWhole = (half: string, text: string): boolean =>
  half === "" && !endsInHalf(text) && text.isWellFormed();

function endsInHalf(text: string): boolean {
  const last = text.charCodeAt(text.length - 1);
  return last >= 0xd8_00 && last <= 0xdb_ff;
}
