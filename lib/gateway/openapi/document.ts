import { toAnthropicErrorResponses } from "./anthropic-errors";
import { toAudioSchemas } from "./audio-schemas";
import { toErrorResponses } from "./errors";
import { HEADERS, referHeaders } from "./headers";
import type { Part, Parts } from "./json";
import { type Limits, toSchemas } from "./schemas";
import { toServiceSchemas } from "./service-schemas";
import { toTranscriptionSchemas } from "./transcription-schemas";

/**
 * Builds the whole API as an OpenAPI 3.1 document. Its schemas come from those that validate the
 * requests.
 */
export function toDocument(
  version: string,
  { paths, limits }: { paths: Parts; limits: Limits },
): Part {
  return {
    openapi: "3.1.1",
    info: {
      title: "Spark API Gateway · 讯飞星火网关",
      version,
      summary: "OpenAI's chat API and Anthropic's Messages API in front of iFlytek Spark.",
      description:
        "Any OpenAI client works with its base URL set to `…/v1`, and any of Anthropic's with the " +
        "address alone. Every answer under `/v1` has an `x-request-id` and CORS headers, errors too.",
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: "/" }],
    tags: [
      { name: "chat", description: "Conversations" },
      { name: "responses", description: "Conversations, in OpenAI's newer API" },
      { name: "messages", description: "Conversations, in Anthropic's API" },
      { name: "embeddings", description: "Texts as vectors" },
      { name: "images", description: "Images that are drawn" },
      { name: "audio", description: "Texts that are spoken, and recordings that are written down" },
      { name: "models", description: "What can be asked" },
      { name: "host", description: "For whoever runs the gateway" },
    ],
    security: SECURITY,
    paths,
    components: {
      schemas: {
        ...toSchemas(limits),
        ...toServiceSchemas(limits),
        ...toAudioSchemas(limits),
        ...toTranscriptionSchemas(limits),
      },
      headers: HEADERS,
      responses: {
        Preflight: PREFLIGHT,
        ...toErrorResponses(),
        ...toAnthropicErrorResponses(),
      },
      securitySchemes: SECURITY_SCHEMES,
    },
  };
}

/** Any one of these credentials; none if the gateway has its own app and is open. */
const SECURITY: readonly Part[] = [
  { bearer: [] },
  { appId: [], apiSecret: [], apiKey: [] },
  { apiPassword: [] },
  {},
];

const SECURITY_SCHEMES: Part = {
  bearer: {
    type: "http",
    scheme: "bearer",
    description:
      "One of the gateway's own keys, or `APP_ID:API_SECRET:API_KEY` of a Spark app (or with `|`), " +
      "or an APIPassword in two parts.",
  },
  appId: inHeader("X-App-Id", "With X-Api-Secret and X-Api-Key; underscores do too."),
  apiSecret: inHeader("X-Api-Secret", "With X-App-Id and X-Api-Key."),
  apiKey: inHeader("X-Api-Key", "With X-App-Id and X-Api-Secret."),
  apiPassword: inHeader("X-Api-Password", "An APIPassword, for Spark's HTTP service."),
  metricsToken: { type: "http", scheme: "bearer", description: "The gateway's METRICS_TOKEN." },
};

function inHeader(name: string, description: string): Part {
  return { type: "apiKey", in: "header", name, description };
}

const PREFLIGHT: Part = {
  description: "Go ahead.",
  headers: {
    ...referHeaders("x-request-id", "request-id"),
    "access-control-allow-origin": corsHeader("The origins that may."),
    "access-control-allow-methods": corsHeader("The methods that the path takes."),
    "access-control-allow-headers": corsHeader("Those that were asked for."),
    "access-control-max-age": corsHeader("Seconds."),
  },
};

function corsHeader(description: string): Part {
  return { description, schema: { type: "string" } };
}
