import type { ImageOption, ImageSize } from "../../core/image-request";
import type { Model } from "../models";

/** Counted in UTF-16, the strictest way to count. */
const MAX_PROMPT = 1000;
const MAX_MAAS_PROMPT = 1024;

export function toMaxPrompt({ httpHost }: Pick<Model, "httpHost">): number {
  return httpHost === null ? MAX_PROMPT : MAX_MAAS_PROMPT;
}

/** One image to draw. */
export type Drawing = {
  prompt: string;
  size: ImageSize;
  uid: string;
  options: Readonly<Partial<Record<ImageOption, number | string>>>;
};

/** One image as Spark's generation takes it (ImageGeneration.html). */
export function toImageMessage(
  { prompt, size, uid }: Drawing,
  { appId, domain }: { appId: string; domain: string },
): string {
  return JSON.stringify({
    header: { app_id: appId, uid },
    parameter: { chat: { domain, ...size } },
    payload: { message: { text: [{ role: "user", content: prompt }] } },
  });
}

/** The same for MaaS, whose bearer says which app it is. */
export function toMaasImageMessage(
  { prompt, size, uid, options }: Drawing,
  domain: string,
): string {
  const { negative_prompt: negative, ...numbers } = options;
  return JSON.stringify({
    header: { uid, patch_id: ["0"] },
    parameter: { chat: { domain, ...size, ...numbers } },
    payload: {
      message: { text: [{ role: "user", content: prompt }] },
      ...(negative !== undefined && { negative_prompts: { text: negative } }),
    },
  });
}
