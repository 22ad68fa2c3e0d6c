import type { SparkApp } from "../apps";
import type { SparkError } from "../spark-request";

const FREE = {
  tts: ["xiaoyan", "aisjiuxu", "aisxping", "aisjinger", "aisbabyxu"],
  oral: [
    "x5_lingxiaoxuan_flow",
    "x5_lingfeiyi_flow",
    "x5_lingxiaoyue_flow",
    "x5_lingyuzhao_flow",
    "x5_lingyuyan_flow",
  ],
} as const;

/**
 * Checks whether an app may use a voice. The service and each voice are separate grants, and
 * iFlytek reports the same error whichever is missing.
 */
export function findSpeechRefusal(
  app: SparkApp,
  { service, voice }: { service: keyof typeof FREE; voice: string },
): SparkError | null {
  const words = service === "tts" ? "licc failed" : "auth no license";
  const isGranted = !app.grants || app.grants.includes("speech");
  const voices: readonly string[] = [...FREE[service], ...(app.voices ?? [])];
  if (!isGranted || !voices.includes(voice)) return { code: 11_200, detail: words };
  if (app.exhausted || app.spent) {
    return { code: 11_201, detail: service === "tts" ? words : "auth no enough license" };
  }
  return null;
}
