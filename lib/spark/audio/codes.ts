import type { SparkErrorKind } from "../../core/errors";
import type { SparkRejection } from "../codes";
import type { Model } from "../models";

type AudioKind = Extract<Model["kind"], "speech" | "recognition">;

/**
 * The error codes of the speech services (API.html of online_tts, super smart-tts, voicedictation
 * and spark_slm_iat). Many have another meaning in Spark's chat, so this table is complete by
 * itself.
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
  // iFlytek's licence centre uses these for every service.
  11202: "rate",
  11203: "concurrency",
  11502: "unavailable",
  11503: "unavailable",
  26005: "session-timeout",
  26006: "session-timeout",
};

/**
 * Speech services and voices are authorised separately; this code does not say which is missing.
 */
const NO_VOICE = 11_200;

/** Every documented code. */
export const AUDIO_CODES: readonly number[] = Object.keys(AUDIO_ERRORS).map(Number);

/** Converts an error of a speech service to a failure. */
export function toAudioRejection(
  kind: AudioKind,
  { code, message, sid }: Pick<SparkRejection, "code" | "message" | "sid">,
): SparkRejection {
  const known = AUDIO_ERRORS[code] ?? "unavailable";
  const reason = kind === "speech" && code === NO_VOICE ? "voice-not-granted" : known;
  return { kind: "spark-rejected", reason, code, message, sid };
}
