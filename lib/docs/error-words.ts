import type { ErrorWords } from "./error-code";
import { REQUEST_ERROR_WORDS } from "./request-error-words";

/** What happened, and what to do about it. A code without an entry does not compile. */
export const ERROR_WORDS: ErrorWords = {
  ...REQUEST_ERROR_WORDS,
  invalid_api_key: {
    en: {
      cause: "No credential arrived, the gateway does not know it, or Spark refuses it.",
      cure: "The message names what is missing, or which of the three values is suspect.",
    },
    "zh-CN": {
      cause: "没有收到凭据、网关不认识它，或星火拒绝了它。",
      cure: "message 会指出缺了什么，或三个值中哪个可疑。",
    },
  },
  permission_denied: {
    en: {
      cause: "Spark does not let the app in; or a page of another site asked (`CORS_ORIGINS`).",
      cure: "Check its services and its list of IP addresses in Spark's console.",
    },
    "zh-CN": {
      cause: "星火拒绝该应用访问；或请求来自其他网站的页面（`CORS_ORIGINS`）。",
      cure: "在星火控制台检查服务开通情况和 IP 白名单。",
    },
  },
  clock_skew: {
    en: {
      cause: "The gateway's clock is more than 300 seconds off Spark's.",
      cure: "Set the clock of the gateway's machine right.",
    },
    "zh-CN": { cause: "网关的时钟与星火相差超过 300 秒。", cure: "校准网关所在机器的时钟。" },
  },
  model_not_authorized: {
    en: {
      cause: "The Spark app may not use the model, or the host does not give it away.",
      cure: "Open the service in Spark's console; or take a model that the message names, or an app of your own.",
    },
    "zh-CN": {
      cause: "该星火应用无权使用此模型，或部署者不提供它。",
      cure: "在星火控制台开通服务；或改用 message 列出的模型，或自带应用。",
    },
  },
  account_blocked: {
    en: { cause: "Spark has blocked the app.", cure: "Ask iFlytek's support." },
    "zh-CN": { cause: "星火封禁了该应用。", cure: "联系讯飞客服。" },
  },
  model_not_found: {
    en: {
      cause: "Nobody knows the model, or Spark does not serve it here.",
      cure: "Take one of [models](models.md); `MODEL_ALIASES` gives it the name that you send.",
    },
    "zh-CN": {
      cause: "没有这个模型，或星火在此不提供。",
      cure: "从[模型](models.zh-CN.md)中选一个；`MODEL_ALIASES` 可以给它起你要用的名字。",
    },
  },
  not_found: {
    en: {
      cause: "There is nothing at this path.",
      cure: "Let the client's base URL end in `/v1`, once.",
    },
    "zh-CN": { cause: "此路径下什么也没有。", cure: "让客户端的 base URL 以一个 `/v1` 结尾。" },
  },
  method_not_allowed: {
    en: {
      cause: "The path does not take this method.",
      cure: "The header `allow` names those it takes.",
    },
    "zh-CN": { cause: "此路径不接受该方法。", cure: "响应头 `allow` 列出可用的方法。" },
  },
  request_timeout: {
    en: {
      cause: "No byte of the body came for 30 seconds, or not all of it in two minutes.",
      cure: "Send it again; look for a proxy that holds it back.",
    },
    "zh-CN": {
      cause: "30 秒内没有收到请求体的任何字节，或两分钟内没有收完。",
      cure: "重新发送；看看是否有代理扣住了它。",
    },
  },
  request_too_large: {
    en: {
      cause:
        "The body is over `MAX_BODY_BYTES`, or over 1 MB with an APIPassword that is new here.",
      cure: "Send an image's address instead of its bytes, or a smaller one.",
    },
    "zh-CN": {
      cause: "请求体超过 `MAX_BODY_BYTES`；或使用本网关尚未见过的 APIPassword 时超过 1 MB。",
      cure: "发送图片地址而不是内容，或发送更小的图片。",
    },
  },
  rate_limit_exceeded: {
    en: {
      cause:
        "Too many requests for Spark's limit per second, for the gateway's limits, or for its queue; or too " +
        "much of yours at once.",
      cure: "Wait for `retry-after`. OpenAI's clients do so by themselves.",
    },
    "zh-CN": {
      cause: "请求数超过星火每秒限制、网关限额，或排队超时；或你同时进行的请求过多。",
      cure: "等待 `retry-after`。OpenAI 客户端会自动等待并重试。",
    },
  },
  concurrency_exceeded: {
    en: {
      cause: "The Spark app is at its concurrency limit.",
      cure: "Wait for `retry-after`; hosts set the app's `concurrency`, so that questions queue.",
    },
    "zh-CN": {
      cause: "该星火应用正在回答的问题已达上限。",
      cure: "等待 `retry-after`；部署者可设置应用的 `concurrency`，让问题排队。",
    },
  },
  insufficient_quota: {
    en: {
      cause: "The app's tokens for the model are used up, or your budget on this gateway.",
      cure: "Buy or claim more in Spark's console; a budget comes back after `retry-after`.",
    },
    "zh-CN": {
      cause: "应用在该模型上的 token 已用完，或你在本网关的预算已用完。",
      cure: "在星火控制台购买或领取；网关的预算在 `retry-after` 之后恢复。",
    },
  },
  internal_error: {
    en: {
      cause: "The gateway has a fault.",
      cure: "Send it again; if it comes back, open an issue with the `x-request-id`.",
    },
    "zh-CN": {
      cause: "网关自身出错。",
      cure: "重试；若再次出现，请带上 `x-request-id` 提 issue。",
    },
  },
  upstream_auth: {
    en: {
      cause: "Spark refuses the gateway's own credential.",
      cure: "Hosts: `npm run doctor` says why. Callers: use an app of your own meanwhile.",
    },
    "zh-CN": {
      cause: "星火拒绝了网关自己的凭据。",
      cure: "部署者：`npm run doctor` 会说明原因。调用方：可先用自己的应用。",
    },
  },
  upstream_closed: {
    en: {
      cause: "Spark cannot be reached, or closed before the end of its answer.",
      cure: "Send it again; if it stays so, `npm run doctor` looks at the way to Spark.",
    },
    "zh-CN": {
      cause: "连不上星火，或它在回答结束前关闭了连接。",
      cure: "重试；若一直如此，用 `npm run doctor` 检查到星火的网络。",
    },
  },
  upstream_invalid: {
    en: {
      cause: "Spark sent what cannot be understood, or an answer without a word.",
      cure: "Send it again.",
    },
    "zh-CN": { cause: "星火发来无法理解的内容，或没有文字的回答。", cure: "重试。" },
  },
  invalid_model_output: {
    en: {
      cause: "The answer did not keep to `response_format`, twice.",
      cure: "Send it again, simplify the schema, or take a better model.",
    },
    "zh-CN": {
      cause: "回答两次都不符合 `response_format`。",
      cure: "重试、简化 schema，或换更好的模型。",
    },
  },
  upstream_unavailable: {
    en: {
      cause: "Spark is busy, or the gateway is restarting or has as much in hand as it can hold.",
      cure: "Wait for `retry-after`.",
    },
    "zh-CN": {
      cause: "星火繁忙，或网关正在重启，或网关手头的请求已达上限。",
      cure: "等待 `retry-after`。",
    },
  },
  upstream_timeout: {
    en: {
      cause: "Spark did not answer, or fell silent in mid-answer.",
      cure: "Send it again or ask for less; hosts can give Spark more time.",
    },
    "zh-CN": {
      cause: "星火没有回答，或中途中断。",
      cure: "重试或减少要求；部署者可以给星火更多时间。",
    },
  },
};
