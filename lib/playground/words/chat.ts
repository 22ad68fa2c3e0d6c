import type { Locale } from "../locale";

const zh = {
  title: "讯飞星火的 OpenAI 兼容网关",
  message: "消息",
  send: "发送",
  stop: "停止",
};

/** The shell of the page: head, composer, list, dialogs. Both languages have the same keys. */
export const CHAT: Readonly<Record<Locale, typeof zh>> = {
  "zh-CN": zh,
  en: {
    title: "An OpenAI-compatible gateway for iFlytek Spark",
    message: "Message",
    send: "Send",
    stop: "Stop",
  },
};
