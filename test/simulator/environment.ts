import type { SparkApp } from "./apps";
import type { Simulator } from "./simulator";

/** Returns the settings that point a gateway at the simulator. */
export function toEnvironment(
  { url, httpUrl }: Pick<Simulator, "url" | "httpUrl">,
  { appId, apiSecret, apiKey, apiPassword }: SparkApp,
): Record<string, string> {
  return {
    APP_ID: appId,
    API_SECRET: apiSecret,
    API_KEY: apiKey,
    ...(apiPassword !== undefined && { API_PASSWORD: apiPassword }),
    SPARK_CHAT_URL: url,
    SPARK_IMAGE_URL: url,
    SPARK_HTTP_URL: httpUrl,
    SPARK_EMBEDDING_URL: httpUrl,
    SPARK_TTI_URL: httpUrl,
    SPARK_TTS_URL: url,
    SPARK_TTS_HD_URL: url,
    SPARK_ASR_URL: url,
    SPARK_IAT_URL: url,
  };
}
