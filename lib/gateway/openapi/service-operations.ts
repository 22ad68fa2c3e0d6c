import { listErrors } from "./errors";
import { LIMIT_HEADERS, referHeaders } from "./headers";
import { type Part, refer } from "./json";

const TOLD = [
  "x-request-id",
  "x-spark-sid",
  "x-spark-adjusted",
  "x-spark-ignored",
  ...LIMIT_HEADERS,
];

const ERRORS = listErrors(400, 401, 403, 404, 405, 408, 413, 415, 429, 500, 502, 503, 504);

/** The document's description of the routes other than chat. */
export const EMBEDDINGS: Part = {
  post: {
    operationId: "createEmbedding",
    summary: "Embed texts · 文本向量",
    description:
      "One request to Spark for each text (16 at once to MaaS), as parallel as the app's limits allow. " +
      "One text that fails fails the request.",
    tags: ["embeddings"],
    requestBody: {
      required: true,
      content: {
        "application/json": {
          schema: refer("schemas/EmbeddingRequest"),
          examples: {
            texts: {
              summary: "Two texts",
              value: { model: "spark-embedding", input: ["天为什么是蓝的？", "瑞利散射"] },
            },
          },
        },
      },
    },
    responses: {
      200: {
        description: "The embeddings, in the order of the texts.",
        headers: referHeaders(...TOLD),
        content: { "application/json": { schema: refer("schemas/EmbeddingList") } },
      },
      ...ERRORS,
    },
  },
};

export const IMAGES: Part = {
  post: {
    operationId: "createImage",
    summary: "Draw images · 图片生成",
    description:
      "One request to Spark for each image, in parallel. One that fails fails the request.",
    tags: ["images"],
    requestBody: {
      required: true,
      content: {
        "application/json": {
          schema: refer("schemas/ImageRequest"),
          examples: {
            square: {
              summary: "A square image",
              value: { model: "spark-image", prompt: "黄山日出，水墨画", size: "1024x1024" },
            },
          },
        },
      },
    },
    responses: {
      200: {
        description: "The images.",
        headers: referHeaders(...TOLD),
        content: { "application/json": { schema: refer("schemas/ImageList") } },
      },
      ...ERRORS,
    },
  },
};
