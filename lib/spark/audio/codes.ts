import type { SparkErrorKind } from "../../core/errors";
import type { SparkRejection } from "../codes";
import type { Model } from "../models";

type AudioKind = Extract<Model["kind"], "speech" | "recognition">;

/**
 * What codes mean to the speech services (online_tts, super smart-tts, voicedictation and spark_slm_iat,
 * API.html each). Many of these mean something else in Spark's chat: this table stands alone.
 */
const AUDIO_ERRORS: Readonly<Record<number, SparkErrorKind>> = {
  10005: "not-granted",
  10006: "invalid-request",
  10007: "invalid-request",
  10009: "invalid-request",
  10010: "concurrency",
  10014: "session-timeout",
  10019: "session-timeout",
  10043: "audio",
  10101: "session-ended",
  10109: "invalid-request",
  10114: "session-timeout",
  10139: "invalid-request",
  10160: "gateway-fault",
  10161: "gateway-fault",
  10163: "invalid-request",
  10165: "gateway-fault",
  10200: "session-timeout",
  10222: "unavailable",
  10223: "unavailable",
  10313: "foreign-app",
  10317: "gateway-fault",
  10700: "unavailable",
  11200: "not-granted",
  11201: "quota",
  // Flow control is iFlytek's licence centre's, and the same for every service.
  11202: "rate",
  11203: "concurrency",
  11502: "unavailable",
  11503: "unavailable",
  26005: "session-timeout",
  26006: "session-timeout",
};

/** Of speech, each voice is a grant of its own, and 11200 leaves open which of the two is missing. */
const NO_VOICE = 11_200;

/** Every code that one of the two is known to send. */
export const AUDIO_CODES: readonly number[] = Object.keys(AUDIO_ERRORS).map(Number);

/** A refusal by a speech service, with what its code means there. */
export function toAudioRejection(
  kind: AudioKind,
  { code, message, sid }: Pick<SparkRejection, "code" | "message" | "sid">,
): SparkRejection {
  const known = AUDIO_ERRORS[code] ?? "unavailable";
  const reason = kind === "speech" && code === NO_VOICE ? "voice-not-granted" : known;
  return { kind: "spark-rejected", reason, code, message, sid };
}
