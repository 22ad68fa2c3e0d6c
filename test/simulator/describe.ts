import type { Heard } from "./heard";

const MAX_QUOTE_CHARACTERS = 200;

/**
 * States, in Chinese and then briefly in English, that the answer is simulated and what arrived.
 */
export function describe(heard: Heard): string {
  const { path, domain, turns, image, searches, showsSources, question } = heard;
  const roles = turns.map((turn) => turn.role).join(" → ");
  const lines = [
    "【模拟回答】这里是讯飞星火模拟器，不是真正的大模型。收到的请求如下：",
    "",
    `- 路径：${path}，domain：${domain}`,
    `- 参数：${listParameters(heard)}`,
    `- 消息：${turns.length} 条（${roles}）`,
    ...(image
      ? [`- 图片：${image.format}，${image.width}×${image.height} 像素，${image.bytes} 字节`]
      : []),
    ...(searches ? [`- 联网搜索：已开启${showsSources ? "，已返回参考来源" : ""}`] : []),
    "",
    `您说：「${quote(question)}」`,
    "",
    `[Simulated] No model wrote this. ${turns.length} message(s) reached ${path} as ${domain}. ` +
      "Send /simulate help for the faults it can play. 🙂",
  ];
  return lines.join("\n");
}

function listParameters({ parameters }: Heard): string {
  const sent = Object.entries(parameters).map(
    ([name, value]) => `${name}=${JSON.stringify(value)}`,
  );
  return sent.length === 0 ? "无" : sent.join("，");
}

function quote(question: string): string {
  const characters = Array.from(question);
  if (characters.length <= MAX_QUOTE_CHARACTERS) return question;
  return `${characters.slice(0, MAX_QUOTE_CHARACTERS).join("")}…`;
}
