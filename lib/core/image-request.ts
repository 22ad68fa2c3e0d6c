import type { Named } from "./generation";

export type ImageSize = { readonly width: number; readonly height: number };

export type ImageFormat = "png" | "jpeg" | "webp";

/** What any client's API asks an image model for, in words of neither side. */
export type ImageRequest = {
  /** As the caller sent it: an id or an alias. */
  model: string;
  prompt: Named<string>;
  /** Undefined: whatever the model likes best. */
  size: Named<ImageSize> | undefined;
  count: Named<number>;
  /** Who the caller says the end user is. */
  endUser: string | undefined;
  /** Extensions, for the models that know them; each by the caller's name. */
  options: Readonly<Partial<Record<ImageOption, number | string>>>;
};

export const IMAGE_OPTIONS = [
  "seed",
  "negative_prompt",
  "num_inference_steps",
  "guidance_scale",
] as const;
export type ImageOption = (typeof IMAGE_OPTIONS)[number];
