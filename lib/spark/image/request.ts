import type { ImageOption, ImageSize } from "../../core/image-request";
import type { Model } from "../models";

/** Counted in UTF-16 code units, the strictest way. */
const MAX_PROMPT = 1000;
const MAX_MAAS_PROMPT = 1024;

export function toMaxPrompt({ httpHost }: Pick<Model, "httpHost">): number {
  return httpHost === null ? MAX_PROMPT : MAX_MAAS_PROMPT;
}

/** One image to generate. */
export type Drawing = {
  prompt: string;
  size: ImageSize;
  uid: string;
  options: Readonly<Partial<Record<ImageOption, number | string>>>;
};

/** Builds the message for one image to Spark's image generation (ImageGeneration.html). */
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

/** Builds the message for MaaS, whose bearer token identifies the app. */
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
