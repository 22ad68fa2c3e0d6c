import type { ModelKind } from "../../spark/models";

/** What iFlytek's console calls the service that an app needs, beside chat. */
export const CONSOLE_NAMES: Readonly<Record<ModelKind, string | undefined>> = {
  chat: undefined,
  embedding: "文本向量化 (Embedding)",
  image: "图片生成 (image generation)",
};

/** The routes on which the models of each kind are asked. */
export const MODEL_ROUTES: Readonly<Record<ModelKind, readonly string[]>> = {
  chat: ["/v1/chat/completions", "/v1/responses", "/v1/messages"],
  embedding: ["/v1/embeddings"],
  image: ["/v1/images/generations"],
};
