import type { Locale } from "../page/locale";

/** The simulator's commands, `/simulate NAME`, most useful first. */
export const SIMULATIONS = [
  ["help", "能演示的全部故障", "all that it can play"],
  ["11202", "限流：每秒请求太多", "rate limit: too many per second"],
  ["11200-tokens", "token 用完了", "no tokens left"],
  ["11200-domain", "模型没有授权", "the model is not granted"],
  ["10013", "提问没有通过审核", "the question fails the review"],
  ["10014-late", "回答到一半被审核拦下", "the review stops the answer"],
  ["10907", "对话太长", "the conversation is too long"],
  ["10012", "星火内部错误", "an error inside Spark"],
  ["silent", "一直不出声", "says nothing at all"],
  ["stall", "说到一半不出声", "goes silent in mid-answer"],
  ["slow-first", "第一个字很慢", "the first word takes long"],
  ["cut", "说到一半断开", "cut in mid-answer"],
  ["close-1006", "连接异常关闭", "closes without a word"],
  ["reset", "连接被重置", "the connection is reset"],
  ["garbage", "帧里是乱码", "frames of garbage"],
  ["handshake-401", "密钥被拒绝", "the credential is refused"],
  ["handshake-403-skew", "时钟不准", "the clock is off"],
  ["handshake-500", "握手时服务器出错", "the handshake fails"],
  ["reasoning", "先思考再回答", "thinks before it speaks"],
  ["function-call", "调用一个函数", "calls a function"],
  ["plugins", "联网搜索，带来源", "searches, with sources"],
  ["markdown", "标题、表格、代码、公式", "headings, tables, code, maths"],
  ["long", "很长的回答", "a very long answer"],
  ["empty", "空的回答", "an empty answer"],
  ["no-usage", "没有用量", "no usage"],
] as const;

export type Simulation = { name: string; words: string };

const COMMAND = "/simulate ";

/** Returns the commands that start with the text, or none once one of them is complete. */
export function findSimulations(text: string, locale: Locale): Simulation[] {
  const isBegun = text.startsWith("/") && COMMAND.startsWith(text.slice(0, COMMAND.length));
  if (!isBegun) return [];
  const wanted = text.slice(COMMAND.length);
  const found = SIMULATIONS.filter(([name]) => name.startsWith(wanted));
  if (found.some(([name]) => name === wanted)) return [];
  return found.map(([name, zh, en]) => ({ name, words: locale === "en" ? en : zh }));
}

export function toCommand(name: string): string {
  return COMMAND + name;
}
