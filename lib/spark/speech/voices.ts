import { toAudioProtocol } from "../audio/protocol";
import type { Model } from "../models";

/**
 * The voices that iFlytek gives every app for nothing, the default first (online_tts and super smart-tts,
 * API.html each). Others are granted one by one.
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

/** OpenAI's names, and which of the free voices each stands for: women's for women's, as far as they go. */
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

/** What the operator's setting says: a name's voice of every model, or the names of one model. */
export type VoiceNames = Readonly<Record<string, string | Readonly<Record<string, string>>>>;

/** The free voices of a model, the default first. */
export const listVoices = ({ path }: Pick<Model, "path">): readonly string[] =>
  FREE_VOICES[toAudioProtocol(path ?? "")];

/**
 * The voice behind a name: the operator's, then OpenAI's, else iFlytek's own by that name.
 * @param name undefined: the default
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

/** Without regard to case, as with models. */
function findName<T>(names: Readonly<Record<string, T>>, name: string): T | undefined {
  const sought = name.toLowerCase();
  return Object.entries(names).find(([known]) => known.toLowerCase() === sought)?.[1];
}
