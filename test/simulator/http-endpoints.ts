import { ENDPOINTS, type Endpoint } from "./endpoints";

/** One path of Spark's HTTP service and the models it serves. */
export type HttpEndpoint = {
  readonly path: string;
  readonly models: readonly string[];
  readonly x1: boolean;
};

const HTTP_ENDPOINTS: readonly HttpEndpoint[] = [
  {
    path: "/v1/chat/completions",
    models: ["lite", "generalv3", "pro-128k", "generalv3.5", "max-32k", "4.0Ultra"],
    x1: false,
  },
  { path: "/v2/chat/completions", models: ["x1", "spark-x"], x1: true },
  { path: "/x2/chat/completions", models: ["spark-x"], x1: true },
];

export function findHttpEndpoint(path: string): HttpEndpoint | undefined {
  return HTTP_ENDPOINTS.find((endpoint) => endpoint.path === path);
}

/** A model has the same limits on both transports. */
export function findModel({ models }: HttpEndpoint, model: unknown): Endpoint | undefined {
  if (typeof model !== "string" || !models.includes(model)) return undefined;
  return ENDPOINTS.find(({ domains }) => domains.includes(model));
}
