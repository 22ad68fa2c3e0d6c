import type { Locale } from "../page/locale";

const zh = {
  title: "隐私",
  lead: "这个网关不保存你在本页发送的任何内容。下面说明你发送的东西去了哪里、留在哪里。",
  back: "返回演示页",
  sections: [
    {
      title: "你发送的内容去哪里",
      paragraphs: [
        "你的消息和图片由本网关转发给科大讯飞的星火服务（域名在 xf-yun.com 之下），由讯飞按其自己的条款处理。除此之外不发给任何人。",
        "麦克风只在你语音输入时打开；录音由讯飞转成文字，你朗读的回答由讯飞转成语音。",
        "如果你发送的是图片链接，网关会从那个地址下载图片；对方看到的是网关的地址，而不是你的。",
        "请求里的 user 字段以及类似的标识会先做不可逆的散列，再交给星火。",
      ],
    },
    {
      title: "网关保存什么",
      paragraphs: [
        "来自本页的一律不保存：问题、回答、图片、录音和密钥都只在处理请求时留在内存里。",
        "使用 Responses 接口的程序可以要求网关暂存一段对话，前提是部署者打开了此功能；只有同一凭据能读到，到期即删，也可随时删除。",
        "日志里每个请求有一行：时间、请求 id、模型、状态码、耗时、token 数，以及结束的原因。没有内容、密钥和地址。",
        "如果部署者设置了限额，调用方（网关密钥、星火应用或地址）会以散列的形式计数，到期即删。",
      ],
    },
    {
      title: "你的浏览器保存什么",
      paragraphs: [
        "演示页的对话和图片保存在你自己的浏览器里（IndexedDB），你可以随时逐个删除。还没发出的文字只留在当前标签页。",
        "凭据只留在当前标签页；只有在你选择“记住”之后才会保存在这台设备上，并可一键忘记。",
        "两个 cookie 记住语言和外观，没有统计，没有第三方。",
      ],
    },
    {
      title: "部署者",
      paragraphs: [
        "这是开源软件，由提供此地址的人运行。其主机、代理或云平台可能有自己的访问日志，请向其了解。",
      ],
    },
  ],
};

/** The texts of the privacy page. Both languages have the same sections. */
export const PRIVACY: Readonly<Record<Locale, typeof zh>> = {
  "zh-CN": zh,
  en: {
    title: "Privacy",
    lead: "This gateway keeps nothing of what you send from this page. Here is where it goes, and where it stays.",
    back: "Back to the playground",
    sections: [
      {
        title: "Where what you send goes",
        paragraphs: [
          "Your messages and images are handed on to iFlytek's Spark (hosts under xf-yun.com), which treats them by its own terms. They go to nobody else.",
          "The microphone is open only while you dictate. iFlytek turns the recording into text, and an answer that you have read aloud into speech.",
          "Where you send an image's address, the gateway fetches it from there; that host sees the gateway's address and not yours.",
          "The field user and its like are hashed, beyond return, before Spark gets them.",
        ],
      },
      {
        title: "What the gateway keeps",
        paragraphs: [
          "Nothing from this page: questions, answers, images, recordings and keys are in memory only while the request runs.",
          "Programs that use the Responses API can ask the gateway to keep a conversation for a while, if its operator has switched that on. Only the same credential can read it; it expires, and can be deleted at any time.",
          "Its log has one line per request: time, request id, model, status, duration, tokens, and why it ended. No content, no key, no address.",
          "Where the host has set limits, callers (gateway key, Spark app or address) are counted as hashes, which go when their time is over.",
        ],
      },
      {
        title: "What your browser keeps",
        paragraphs: [
          "The playground's conversations and images lie in your own browser (IndexedDB). You can delete each of them at any time. What you have not sent yet stays in its tab alone.",
          "Credentials stay in the tab. They are kept on the device only when you choose to have them remembered, and forgotten with one click.",
          "Two cookies remember language and appearance. There are no statistics and no third parties.",
        ],
      },
      {
        title: "The host",
        paragraphs: [
          "This is open source software, run by whoever gave you this address. Their machine, proxy or platform may have access logs of its own: ask them.",
        ],
      },
    ],
  },
};
