import { ERRORS } from "../gateway/openapi/errors";
import { AUDIO_CODES, toAudioRejection } from "../spark/audio/codes";
import { SPARK_ERRORS, toRejection } from "../spark/codes";
import { explainRejection } from "../api/openai/errors/spark-error";
import { ERROR_WORDS } from "./error-words";
import { type Language, type Page, toCode, toHead, toTable, type Words } from "./page";

/** The page with every error that a caller can get, and the mapping of Spark's codes. */
export const errorsPage: Page = {
  name: "errors",
  write: (language) => {
    const words = WORDS[language];
    return [
      toHead({ name: "errors", source: "lib/docs/error-words.ts", title: words.title }, language),
      words.intro,
      toTable([words.status, words.code, words.cause, words.cure], listErrors(language)),
      `## ${words.late}`,
      words.lateText,
      `## ${words.spark}`,
      words.sparkText,
      toTable([words.sparkCode, words.status, words.code], listRefusals()),
      `## ${words.audio}`,
      words.audioText,
      toTable([words.sparkCode, words.status, words.code], listAudioRefusals()),
    ].join("\n\n");
  },
};

function listErrors(language: Language): string[][] {
  return Object.entries(ERRORS).flatMap(([status, { codes }]) =>
    codes.map((code) => {
      const { cause, cure } = ERROR_WORDS[code][language];
      return [status, toCode(code), cause, cure];
    }),
  );
}

function listRefusals(): string[][] {
  const codes = Object.keys(SPARK_ERRORS).map(Number);
  return codes.map((code) => {
    const { status, error } = explainRejection(toRejection(code, "", null));
    return [toCode(String(code)), String(status), toCode(error.code ?? "")];
  });
}

/** Lists the codes for speech. Recognition has the same, except that 11200 names no voice. */
function listAudioRefusals(): string[][] {
  return AUDIO_CODES.map((code) => {
    const rejection = toAudioRejection("speech", { code, message: "", sid: null });
    const { status, error } = explainRejection(rejection);
    return [toCode(String(code)), String(status), toCode(error.code ?? "")];
  });
}

const WORDS: Words<
  | "title"
  | "intro"
  | "status"
  | "code"
  | "cause"
  | "cure"
  | "late"
  | "lateText"
  | "spark"
  | "sparkText"
  | "audio"
  | "audioText"
  | "sparkCode"
> = {
  en: {
    title: "Errors",
    intro:
      'Every error is `{"error": {"message", "type", "param", "code"}}`. The message says what to do, and ' +
      "ends with Spark's code and session id (`sid`), which iFlytek's support asks for. `x-request-id` " +
      "finds the request in the gateway's log. `x-should-retry: false` keeps OpenAI's clients from asking " +
      "again where that cannot help.",
    status: "status",
    code: "code",
    cause: "what happened",
    cure: "what to do",
    late: "In mid-stream",
    lateText:
      "Once the first frame has come the status has left: a later failure is an event " +
      '`data: {"error": {…}}`, and the stream ends without `[DONE]`. OpenAI\'s libraries throw it. Text that ' +
      'Spark\'s review cuts off in mid-answer ends with `finish_reason: "content_filter"` instead.',
    spark: "Spark's own codes",
    sparkText:
      "11200 with `domain.` in its text is `model_not_authorized`; 10003 and 10005 about the model are " +
      "`model_not_found`; 10014 after text and 10019 end the answer and are no errors. Every other code is " +
      "503 `upstream_unavailable`. To embeddings, images and MaaS 11200 is `model_not_authorized` (the service " +
      "is not open for the app), 10313 `invalid_api_key` (an APP_ID of another key) and 10404 " +
      "`model_not_found`; MaaS's own 10224, 10305 and 10314 are `invalid_value`, 10910 is " +
      "`context_length_exceeded`, 11210 `insufficient_quota` and 11221 `model_not_authorized`.",
    sparkCode: "Spark",
    audio: "Codes of the speech services",
    audioText:
      "iFlytek's speech services have codes of their own, many of which mean something else in chat. Every " +
      "other code is 503 `upstream_unavailable`. 11200 is about the service or the voice: each is granted by " +
      "itself, and the message names both. 10313 is `upstream_auth` where the app is the gateway's.",
  },
  "zh-CN": {
    title: "错误",
    intro:
      '每个错误都是 `{"error": {"message", "type", "param", "code"}}`。message 说明该怎么办，并以星火的错误码和会话 ' +
      "id（`sid`，讯飞技术支持会用到）结尾。凭 `x-request-id` 可在网关日志中找到该请求。重试无用时，" +
      "`x-should-retry: false` 让 OpenAI 客户端不再重试。",
    status: "状态码",
    code: "code",
    cause: "发生了什么",
    cure: "怎么办",
    late: "流的中途",
    lateText:
      '第一帧到来之后状态码已经发出：之后的失败是事件 `data: {"error": {…}}`，流随即结束，不再发 `[DONE]`，OpenAI 的库会抛出它。' +
      '回答中途被星火审核截断时，则以 `finish_reason: "content_filter"` 结束。',
    spark: "星火自己的错误码",
    sparkText:
      "文本含 `domain.` 的 11200 是 `model_not_authorized`；关于模型的 10003、10005 是 `model_not_found`；出现在文本之后的 " +
      "10014 以及 10019 结束回答，不算错误。其余错误码都是 503 `upstream_unavailable`。对文本向量、图片生成和 MaaS 来说，11200 是 " +
      "`model_not_authorized`（该应用没有开通此服务），10313 是 `invalid_api_key`（APP_ID 不属于此密钥），10404 是 " +
      "`model_not_found`；MaaS 自己的 10224、10305、10314 是 `invalid_value`，10910 是 `context_length_exceeded`，11210 是 " +
      "`insufficient_quota`，11221 是 `model_not_authorized`。",
    sparkCode: "星火",
    audio: "语音服务的错误码",
    audioText:
      "讯飞的语音服务有自己的错误码，其中许多与对话中的含义不同。其余错误码都是 503 `upstream_unavailable`。11200 " +
      "关乎服务或发音人：两者各自授权，message 会同时列出。应用属于网关时，10313 是 `upstream_auth`。",
  },
};
