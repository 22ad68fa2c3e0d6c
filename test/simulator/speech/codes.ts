import type { SparkError } from "../spark-request";

/**
 * Every code on the pages about speech, with the message that was observed or that the page prints.
 */
export const SPEECH_CODES: readonly SparkError[] = [
  { code: 10_005, detail: "licc fail" },
  { code: 10_006, detail: "Get audio rate fail" },
  { code: 10_007, detail: "get invalid rate" },
  { code: 10_009, detail: "input invalid data" },
  { code: 10_010, detail: "service license not enough" },
  { code: 10_014, detail: "session timeout" },
  { code: 10_019, detail: "session timeout" },
  { code: 10_043, detail: "Syscall AudioCodingDecode error" },
  { code: 10_101, detail: "engine inactive" },
  { code: 10_109, detail: "invalid text length" },
  { code: 10_114, detail: "session timeout" },
  { code: 10_139, detail: "invalid param" },
  { code: 10_160, detail: "parse request json error" },
  { code: 10_161, detail: "parse base64 string error" },
  { code: 10_163, detail: "param validate error:/common 'app_id' param is required" },
  { code: 10_165, detail: "invalid handle" },
  { code: 10_200, detail: "read data timeout" },
  { code: 10_222, detail: "context deadline exceeded" },
  { code: 10_223, detail: "RemoteLB: can't find valued addr" },
  { code: 10_313, detail: "invalid appid" },
  { code: 10_317, detail: "invalid version" },
  { code: 10_700, detail: "not authority" },
  { code: 11_200, detail: "licc failed" },
  { code: 11_201, detail: "licc failed" },
  { code: 11_202, detail: "licc failed" },
  { code: 11_502, detail: "service config error" },
  { code: 11_503, detail: "service internal error" },
  { code: 26_005, detail: "client sent no data for 14 s" },
  { code: 26_006, detail: "client sent no data for 14 s" },
  { code: 100_001, detail: "gateway internal error" },
];
