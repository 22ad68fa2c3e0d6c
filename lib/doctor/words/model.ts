import type { ModelCause, Row } from "./cause";
import { problem } from "./row";

export const MODEL_WORDS: Readonly<Record<ModelCause, Row>> = {
  "no-model": problem(
    [
      "Not one model answers for this app.",
      "Open a model's service and claim its tokens for this app in Spark's console.",
    ],
    ["此应用没有任何可用的模型。", "请在星火控制台为此应用开通模型服务并领取 token。"],
  ),
  "not-granted": problem(
    ["This app may not use the model.", "Open the model's service for the app in Spark's console."],
    ["此应用没有该模型的授权。", "请在星火控制台为此应用开通该模型的服务。"],
  ),
  quota: problem(
    [
      "The app's tokens for this model are used up, or it never had any.",
      "Claim or buy tokens of this very model in Spark's console.",
    ],
    ["此应用在该模型上的 token 已用完，或从未领取。", "请在星火控制台领取或购买该模型的 token。"],
  ),
  "daily-quota": problem(
    ["The app's daily limit is reached.", "Wait until tomorrow, or have the limit raised."],
    ["此应用已达当日用量上限。", "请等到明天，或申请提高上限。"],
  ),
  rate: problem(
    [
      "The app's requests per second are used up, by others than this check.",
      "See what else uses the app; have its QPS raised, or let several apps share the work.",
    ],
    [
      "此应用的每秒请求数已被其他请求占满。",
      "请检查还有谁在使用此应用；可申请提高 QPS，或使用多个应用分担。",
    ],
  ),
  concurrency: problem(
    [
      "The app is answering as many questions at once as it may.",
      "See what else uses the app; have its concurrency raised, or use several apps.",
    ],
    ["此应用的并发数已满。", "请检查还有谁在使用此应用；可申请提高并发，或使用多个应用。"],
  ),
  blocked: problem(
    ["Spark has blocked this app.", "Ask iFlytek's support."],
    ["此应用已被星火封禁。", "请联系讯飞客服。"],
  ),
  moderated: problem(
    [
      "Spark's review refuses even a greeting.",
      "Try again; if it stays, ask iFlytek's support about this app's review rules.",
    ],
    [
      "连一句问候都未通过星火的内容审核。",
      "请重试；若一直如此，请向讯飞客服询问此应用的审核策略。",
    ],
  ),
  "unknown-model": problem(
    [
      "Spark does not know this model at this path.",
      "Check `domain` and `path` of the model in SPARK_MODELS.",
    ],
    ["星火在此路径上没有这个模型。", "请检查 SPARK_MODELS 中该模型的 domain 与 path。"],
  ),
  "refused-request": problem(
    [
      "Spark refuses the form of the request.",
      "Check APP_ID, and this model's row in SPARK_MODELS.",
    ],
    ["星火拒绝了请求的格式。", "请检查 APP_ID，以及 SPARK_MODELS 中该模型的设置。"],
  ),
  "socket-only": problem(
    [
      "Only Spark's WebSocket serves this model, and an APIPassword does not open it.",
      "Set APP_ID, API_SECRET and API_KEY.",
    ],
    [
      "该模型只在星火的 WebSocket 上提供，APIPassword 无法访问。",
      "请设置 APP_ID、API_SECRET 和 API_KEY。",
    ],
  ),
  busy: problem(
    ["Spark's engine is busy or has failed.", "Try again later."],
    ["星火引擎繁忙或出错。", "请稍后重试。"],
  ),
  closed: problem(
    [
      "The connection ended before the answer did.",
      "Try again; if it stays, look for a proxy that cuts WebSockets.",
    ],
    ["回答结束前连接断开。", "请重试；若一直如此，请检查是否有代理切断 WebSocket。"],
  ),
  garbled: problem(
    [
      "What arrived is not what Spark sends.",
      "Look for a proxy in between, and check SPARK_*_URL and the model's row in SPARK_MODELS.",
    ],
    [
      "收到的内容不是星火的格式。",
      "请检查中间是否有代理，并核对 SPARK_*_URL 与 SPARK_MODELS 中该模型的设置。",
    ],
  ),
  silent: problem(
    [
      "Spark took the question and did not answer in time.",
      "Try again later, or with a longer --timeout.",
    ],
    ["星火收到了问题，但没有及时回答。", "请稍后重试，或调大 --timeout。"],
  ),
};
