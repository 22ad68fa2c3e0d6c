import type { Named } from "./generation";

export type ImageSize = { readonly width: number; readonly height: number };

export type ImageFormat = "png" | "jpeg" | "webp";

/** The neutral image request: what any client's API can ask of an image model. */
export type ImageRequest = {
  /** The model as the caller sent it: an id or an alias. */
  model: string;
  prompt: Named<string>;
  /** Undefined for the model's default size. */
  size: Named<ImageSize> | undefined;
  count: Named<number>;
  /** The end user's id, as the caller gave it. */
  endUser: string | undefined;
  /** Extensions for models that support them, by the caller's names. */
  options: Readonly<Partial<Record<ImageOption, number | string>>>;
};

export const IMAGE_OPTIONS = [
  "seed",
  "negative_prompt",
  "num_inference_steps",
  "guidance_scale",
] as const;
export type ImageOption = (typeof IMAGE_OPTIONS)[number];
