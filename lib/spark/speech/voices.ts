import { toAudioProtocol } from "../audio/protocol";
import type { Model } from "../models";

/**
 * The voices that are free for every app, starting with the default (API.html of online_tts and
 * super smart-tts). Other voices are authorised one by one.
 */
const FREE_VOICES = {
  v2: ["xiaoyan", "aisjiuxu", "aisxping", "aisjinger", "aisbabyxu"],
  v1: [
    "x5_lingxiaoxuan_flow",
    "x5_lingfeiyi_flow",
    "x5_lingxiaoyue_flow",
    "x5_lingyuzhao_flow",
    "x5_lingyuyan_flow",
  ],
} as const;

/** The index of the free voice for each of OpenAI's names, matched by gender where possible. */
const STANDS_FOR: Readonly<Record<string, number>> = {
  alloy: 0,
  ash: 1,
  ballad: 1,
  cedar: 1,
  coral: 2,
  echo: 1,
  fable: 4,
  marin: 0,
  nova: 3,
  onyx: 1,
  sage: 2,
  shimmer: 3,
  verse: 1,
};

/** The operator's setting: a voice for a name on every model, or a model with its own names. */
export type VoiceNames = Readonly<Record<string, string | Readonly<Record<string, string>>>>;

/** Returns the free voices of a model, starting with the default. */
export const listVoices = ({ path }: Pick<Model, "path">): readonly string[] =>
  FREE_VOICES[toAudioProtocol(path ?? "")];

/**
 * Finds the voice for a name: the operator's names come first, then OpenAI's; any other name is
 * iFlytek's own.
 * @param name undefined for the default voice
 */
export function findVoice(
  name: string | undefined,
  model: Pick<Model, "id" | "path">,
  names: VoiceNames,
): string {
  const voices = listVoices(model);
  const [first = ""] = voices;
  if (name === undefined) return first;
  const own = names[model.id];
  const forModel = typeof own === "object" ? findName(own, name) : undefined;
  const forAll = findName(names, name);
  const place = findName(STANDS_FOR, name);
  return (
    forModel ??
    (typeof forAll === "string" ? forAll : undefined) ??
    (place === undefined ? name : (voices[place] ?? first))
  );
}

/** Ignores case, as for models. */
function findName<T>(names: Readonly<Record<string, T>>, name: string): T | undefined {
  const sought = name.toLowerCase();
  return Object.entries(names).find(([known]) => known.toLowerCase() === sought)?.[1];
}
