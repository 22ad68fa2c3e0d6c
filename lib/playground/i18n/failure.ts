import type { Locale } from "../page/locale";
import { CAUSES_EN } from "./failure-en";
import { CAUSES_ZH } from "./failure-zh";

const zh = {
  causes: CAUSES_ZH,
  status: "HTTP 状态",
  code: "错误码",
  param: "参数",
  sparkCode: "星火错误码",
  sid: "星火会话 sid",
  requestId: "请求 ID",
  gatewaySays: "网关原话",
  browserSays: "浏览器原话",
  details: "错误详情",
  showDetails: "详情",
  retry: "重试",
  useOwnKey: "使用自己的凭据",
  shorten: "缩短对话",
  shrinkImage: "缩小图片",
  switchModel: "换个模型",
  retryIn: "可以重试，还需等待",
  retryNow: "现在可以重试了",
  autoRetry: "到时自动重试一次",
  autoRetryOn: "到时会自动重试一次",
  autoRetryOff: "不再自动重试",
};

/** Texts of the failure card. Both languages have the same keys. */
export const FAILURE_TEXTS: Readonly<Record<Locale, typeof zh>> = {
  "zh-CN": zh,
  en: {
    causes: CAUSES_EN,
    status: "HTTP status",
    code: "Code",
    param: "Parameter",
    sparkCode: "Spark code",
    sid: "Spark sid",
    requestId: "Request ID",
    gatewaySays: "In the gateway's words",
    browserSays: "In the browser's words",
    details: "error details",
    showDetails: "Details",
    retry: "Retry",
    useOwnKey: "Use my own credentials",
    shorten: "Shorten the conversation",
    shrinkImage: "Shrink the image",
    switchModel: "Switch model",
    retryIn: "You can retry in",
    retryNow: "You can retry now",
    autoRetry: "Retry once when it is over",
    autoRetryOn: "Will retry once when it is over",
    autoRetryOff: "Do not retry by itself",
  },
};
