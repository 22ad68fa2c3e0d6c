import type { ModelKind } from "../../spark/models";

/** The routes on which the models of each kind are asked. */
export const MODEL_ROUTES: Readonly<Record<ModelKind, readonly string[]>> = {
  chat: ["/v1/chat/completions"],
  embedding: ["/v1/embeddings"],
  image: ["/v1/images/generations"],
};
