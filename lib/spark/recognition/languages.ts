import { GatewayError } from "../../core/errors";
import type { Named } from "../../core/generation";
import type { AudioProtocol } from "../audio/protocol";

/** The languages of the large model (spark_mul_cn_iat.html), in iFlytek's codes. */
const MULTILINGUAL =
  "zh en ja ko ru fr es ar de th vi hi pt it ms id fil tr el cs ur bn ta uk kk uz pl mn sw ha fa nl sv ro bg ug tib".split(
    " ",
  );

/** Languages whose ISO 639-1 code differs. */
const OTHER_NAMES: ReadonlyMap<string, string> = new Map([
  ["tl", "fil"],
  ["bo", "tib"],
]);

/** The languages that classic dictation serves without separate authorisation. */
const DICTATION: ReadonlyMap<string, string> = new Map([
  ["zh", "zh_cn"],
  ["en", "en_us"],
]);

/**
 * Converts a language to iFlytek's code. Returns null if the caller named none; the service then
 * detects it or uses its default. A region after the language (`zh-CN`) is ignored.
 * @throws GatewayError `invalid-request` for a language that the service does not know
 */
export function toSparkLanguage(
  language: Named<string> | undefined,
  protocol: AudioProtocol,
): string | null {
  if (language === undefined) return null;
  const code = language.value.toLowerCase().split(/[-_]/, 1)[0] ?? "";
  const served = listLanguages(protocol);
  const found = protocol === "v2" ? DICTATION.get(code) : (OTHER_NAMES.get(code) ?? code);
  if (found !== undefined && (protocol === "v2" || MULTILINGUAL.includes(found))) return found;
  throw new GatewayError({
    kind: "invalid-request",
    message: `\`${language.name}\` must be one of ${served.join(", ")} for this model, or absent.`,
    param: language.name,
  });
}

/** Returns what the service assumes if the caller named no language; undefined if it detects it. */
export const toDefaultLanguage = (protocol: AudioProtocol): string | undefined =>
  protocol === "v2" ? "zh" : undefined;

/** Lists the languages by their ISO 639-1 codes, or by iFlytek's codes if there is none. */
const listLanguages = (protocol: AudioProtocol): readonly string[] =>
  protocol === "v2" ? [...DICTATION.keys()] : MULTILINGUAL.map(toIsoLanguage);

const ISO_NAMES: ReadonlyMap<string, string> = new Map([
  ["fil", "tl"],
  ["tib", "bo"],
  ["cn", "zh"],
]);

/** Converts iFlytek's code for a language to the one that OpenAI's clients know. */
export function toIsoLanguage(code: string): string {
  const plain = code.toLowerCase().split(/[-_]/, 1)[0] ?? code;
  return ISO_NAMES.get(plain) ?? plain;
}
