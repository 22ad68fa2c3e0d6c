import { toAudioProtocol } from "../audio/protocol";
import type { Model } from "../models";

/** Emoji, with their joiners and modifiers. Digits, `#` and `*` are not included. */
const EMOJI = new RegExp(
  String.raw`(?:\p{Extended_Pictographic}|\p{Regional_Indicator})(?:\u200D|\uFE0F|\u20E3|\p{Emoji_Modifier})*`,
  "gu",
);

/** What turns a digit into a keycap, and what makes a flag of a region: both show nothing alone. */
const REMAINS = /[\uFE0F\u20E3\u{E0020}-\u{E007F}]/gu;

/**
 * Removes what a model's service does not accept. The newer one documents no tabs and no emoji
 * (super smart-tts, API.html), and chat answers are full of them.
 */
export function toSpeakable(text: string, { path }: Pick<Model, "path">): string {
  if (toAudioProtocol(path ?? "") === "v2") return text;
  return text.replaceAll("\t", " ").replaceAll(EMOJI, "").replaceAll(REMAINS, "");
}
