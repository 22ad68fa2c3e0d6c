import { toAudioProtocol } from "../audio/protocol";
import type { Model } from "../models";

/** Emoji with all that joins and colours them; digits and signs that could be one are none. */
const EMOJI = new RegExp(
  String.raw`(?:\p{Extended_Pictographic}|\p{Regional_Indicator})(?:\u200D|\uFE0F|\u20E3|\p{Emoji_Modifier})*`,
  "gu",
);

/**
 * A text as a model's service takes it: the newer one takes no tabs and no emoji (super smart-tts,
 * API.html), and answers are full of them.
 */
export function toSpeakable(text: string, { path }: Pick<Model, "path">): string {
  if (toAudioProtocol(path ?? "") === "v2") return text;
  return text.replaceAll("\t", " ").replaceAll(EMOJI, "");
}
