import type { ModelKind } from "../../spark/models";

/** The name in iFlytek's console of the service that an app needs for each kind except chat. */
export const CONSOLE_NAMES: Readonly<Record<ModelKind, string | undefined>> = {
  chat: undefined,
  embedding: "文本向量化 (Embedding)",
  image: "图片生成 (image generation)",
};

/** The routes that serve the models of each kind. */
export const MODEL_ROUTES: Readonly<Record<ModelKind, readonly string[]>> = {
  chat: ["/v1/chat/completions", "/v1/responses", "/v1/messages"],
  embedding: ["/v1/embeddings"],
  image: ["/v1/images/generations"],
};
