import { type Endpoint, findEndpoint, x1 } from "./endpoints";

/** One path of Spark's HTTP service with its models, each with its own limits there. */
export type HttpEndpoint = {
  readonly path: string;
  readonly models: Readonly<Record<string, Endpoint>>;
  readonly x1: boolean;
};

const X15 = fromSocket("/v1/x1");

const HTTP_ENDPOINTS: readonly HttpEndpoint[] = [
  {
    path: "/v1/chat/completions",
    models: {
      lite: fromSocket("/v1.1/chat"),
      generalv3: fromSocket("/v3.1/chat"),
      "pro-128k": fromSocket("/chat/pro-128k"),
      "generalv3.5": fromSocket("/v3.5/chat"),
      "max-32k": fromSocket("/chat/max-32k"),
      "4.0Ultra": { ...fromSocket("/v4.0/chat"), maxTokens: 32_768 },
    },
    x1: false,
  },
  { path: "/v2/chat/completions", models: { x1: X15, "spark-x": X15 }, x1: true },
  { path: "/x2/chat/completions", models: { "spark-x": fromSocket("/x2") }, x1: true },
  {
    path: "/agent/v1/chat/completions",
    models: {
      "spark-x": {
        ...x1("/agent/v1/chat/completions", ["spark-x"]),
        product: "spark-x2-flash",
        contextTokens: 262_144,
      },
    },
    x1: true,
  },
];

export function findHttpEndpoint(path: string): HttpEndpoint | undefined {
  return HTTP_ENDPOINTS.find((endpoint) => endpoint.path === path);
}

export function findModel({ models }: HttpEndpoint, model: unknown): Endpoint | undefined {
  return typeof model === "string" && Object.hasOwn(models, model) ? models[model] : undefined;
}

function fromSocket(path: string): Endpoint {
  const endpoint = findEndpoint(path);
  if (!endpoint) throw new Error(`no endpoint ${path}`);
  return endpoint;
}
