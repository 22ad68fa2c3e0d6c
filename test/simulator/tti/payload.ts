import type { SparkError } from "../spark-request";

/** Builds the payload of an image, the same for both image services. */
export function toPayload(content: string): object {
  return {
    choices: { status: 2, seq: 0, text: [{ content, index: 0, role: "assistant" }] },
  };
}

/** Finds words that stand for what moderation would reject, in the prompt or in the image. */
export function findModeration(prompt: string): SparkError | null {
  if (prompt.includes("违禁")) return { code: 10_021, detail: "输入内容审核不通过。" };
  if (prompt.includes("血腥"))
    return { code: 10_022, detail: "模型生产的图片涉及敏感信息，审核不通过。" };
  return null;
}
