import type { Locale } from "./locale";

const zh = {
  title: "讯飞星火的 OpenAI 兼容网关",
  lead: "这个网关把讯飞星火变成 OpenAI 兼容的接口。任何 OpenAI 客户端，换上下面的 Base URL 和 API Key 就能用。",
  otherLanguage: "English",
  connect: "接入",
  baseUrl: "Base URL",
  apiKey: "API Key",
  keyForms:
    "自己的星火应用：三个值用冒号连起来。网关自带应用时，任意值都行；网关设了自己的密钥时，填其中一个。",
  curl: "curl",
  curlQuestion: "你好，你是谁？",
  copy: "复制",
  copied: "已复制",
  copyFailed: "复制失败",
  try: "试一试",
  model: "模型",
  key: "密钥",
  keyOptional: "选填，不会保存",
  conversation: "对话",
  empty: "发一条消息，看看回答怎样一字一字地来。",
  emptyNote: "每条消息单独提问，不带上文。Enter 发送，Shift+Enter 换行。",
  message: "消息",
  ask: "问星火",
  send: "发送",
  stop: "停止",
  reasoning: "思考过程",
  generating: "正在回答",
  complete: "回答完毕",
  stopped: "已停止",
  firstToken: "首字",
  total: "总计",
  finishReason: "结束",
  usage: "用量",
  refused: "请求没有成功",
  network: "网络中断",
  networkAdvice: "没有连上网关，或者回答中途断了线。请检查网络，然后重新发送。",
  detail: "原因",
  status: "HTTP 状态",
  code: "错误码",
  requestId: "请求 ID",
} as const;

type Key = keyof typeof zh;

/** Every text of the page in one language. */
export type Words = Readonly<Record<Key, string>>;

const en: Words = {
  title: "An OpenAI-compatible gateway for iFlytek Spark",
  lead: "This gateway puts OpenAI's API in front of iFlytek Spark (讯飞星火). Any OpenAI client works once its base URL and API key are changed.",
  otherLanguage: "中文",
  connect: "Connect",
  baseUrl: "Base URL",
  apiKey: "API key",
  keyForms:
    "Of your own Spark app: its three values, joined by colons. If the gateway has an app of its own, any value will do; if it has keys of its own, one of those.",
  curl: "curl",
  curlQuestion: "Hello, who are you?",
  copy: "Copy",
  copied: "Copied",
  copyFailed: "Copy failed",
  try: "Try it",
  model: "Model",
  key: "API key",
  keyOptional: "Optional, never stored",
  conversation: "Conversation",
  empty: "Send a message and watch the answer arrive.",
  emptyNote:
    "Each is asked on its own, without the ones before it. Enter sends, Shift+Enter starts a new line.",
  message: "Message",
  ask: "Ask Spark",
  send: "Send",
  stop: "Stop",
  reasoning: "Reasoning",
  generating: "Answering",
  complete: "Answer complete",
  stopped: "Stopped",
  firstToken: "First token",
  total: "Total",
  finishReason: "Finish",
  usage: "Usage",
  refused: "The request failed",
  network: "Connection lost",
  networkAdvice:
    "The gateway could not be reached, or the answer broke off. Check the network, then send again.",
  detail: "Detail",
  status: "HTTP status",
  code: "Code",
  requestId: "Request ID",
};

export const DICTIONARY: Readonly<Record<Locale, Words>> = { zh, en };
