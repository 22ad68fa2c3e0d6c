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
 * What an app may speak with: the service and each voice are grants of their own, and iFlytek says the
 * same of either that is missing.
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
