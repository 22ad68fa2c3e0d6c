import type { Locale } from "../page/locale";

const zh = {
  conversation: "对话",
  question: "提问",
  answer: "回答",
  latest: "跳到最新",
  stopped: "已停止",
  interrupted: "回答中断了：途中关闭了页面，或者换到了别的对话。",
  retry: "重试",
  imageNotKept: "图片没有保存下来：浏览器的存储放不下。",
  edit: "编辑",
  editMessage: "编辑消息",
  sendAgain: "重新发送",
  cancel: "取消",
  regenerate: "重新生成",
  viewWire: "看线路",
  previous: "上一个回答",
  next: "下一个回答",
  variant: (shown: number, count: number) => `第 ${shown} 个，共 ${count} 个`,
  firstToken: "首字",
  estimated: "估计",
  together: (count: number) => `${count} 个回答合计`,
  images: (count: number) => `${count} 张图片`,
};

/** Around questions and answers, from the first question on. */
export const TURNS: Readonly<Record<Locale, typeof zh>> = {
  "zh-CN": zh,
  en: {
    conversation: "Conversation",
    question: "Question",
    answer: "Answer",
    latest: "Jump to latest",
    stopped: "Stopped",
    interrupted:
      "The answer was interrupted: the page was closed on the way, or another conversation opened.",
    retry: "Retry",
    imageNotKept: "The image was not kept: the browser's storage has no room for it.",
    edit: "Edit",
    editMessage: "Edit message",
    sendAgain: "Send again",
    cancel: "Cancel",
    regenerate: "Regenerate",
    viewWire: "View wire",
    previous: "Previous answer",
    next: "Next answer",
    variant: (shown: number, count: number) => `${shown} of ${count}`,
    firstToken: "TTFT",
    estimated: "estimated",
    together: (count: number) => `${count} answers together`,
    images: (count: number) => (count === 1 ? "1 image" : `${count} images`),
  },
};
