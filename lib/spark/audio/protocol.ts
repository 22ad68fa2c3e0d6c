/**
 * iFlytek's two protocols for audio, named after the version in their paths: the older `/v2/tts`
 * and `/v2/iat` (common, business, data) and the newer `/v1…` (header, parameter, payload).
 */
export type AudioProtocol = "v1" | "v2";

export const toAudioProtocol = (path: string): AudioProtocol =>
  path.startsWith("/v2/") ? "v2" : "v1";
