import { embeddingRequest } from "../../api/embeddings/request-schema";
import { embeddingList } from "../../api/embeddings/response-schema";
import { imageRequest, MAX_IMAGES } from "../../api/images/request-schema";
import { imageList } from "../../api/images/response-schema";
import { usageReport } from "../../api/usage/response-schema";
import type { Parts } from "./json";
import { toJsonSchemas } from "./json-schemas";
import { toRequestSchema } from "./request-schema";
import type { Limits } from "./schemas";

/** Lists the schemas of the routes other than chat, by name. */
export function toServiceSchemas({ maxN, modelIds }: Limits): Parts {
  const { EmbeddingRequest = {}, ImageRequest = {} } = toJsonSchemas(
    { EmbeddingRequest: embeddingRequest, ImageRequest: imageRequest },
    { io: "input" },
  );
  const model = { examples: modelIds };
  return {
    EmbeddingRequest: toRequestSchema(EmbeddingRequest, { special: { model } }),
    ImageRequest: toRequestSchema(ImageRequest, {
      special: { model, n: { maximum: Math.min(maxN, MAX_IMAGES) } },
    }),
    ...toJsonSchemas(
      { EmbeddingList: embeddingList, ImageList: imageList, UsageReport: usageReport },
      { io: "output" },
    ),
  };
}
