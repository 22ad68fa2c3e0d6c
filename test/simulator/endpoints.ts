/** One WebSocket path of Spark and what it accepts. */
export type Endpoint = {
  readonly path: string;
  readonly kind: "chat" | "x1" | "image";
  readonly domains: readonly string[];
  /** Former domains that are known but granted to no app (one-api#1886). */
  readonly retired?: readonly string[];
  readonly maxTokens: number;
  readonly contextTokens: number;
  readonly system: boolean;
  readonly functions: boolean;
  readonly search: boolean;
  /**
   * The product that an app must be authorised for, if several share a domain; absent for the
   * domain.
   */
  readonly product?: string;
};

const ALL = { system: true, functions: true, search: true };
const NONE = { system: false, functions: false, search: false };

/**
 * Where iFlytek's page and SDK disagree about system and functions (Pro, Pro-128K, Max-32K), the
 * SDK counts: only what every source rules out is rejected.
 */
const ENDPOINTS: readonly Endpoint[] = [
  chat("/v1.1/chat", "lite", { maxTokens: 4096, retired: ["general"], ...NONE }),
  chat("/v2.1/chat", "generalv2", NONE),
  chat("/v3.1/chat", "generalv3", ALL),
  chat("/chat/pro-128k", "pro-128k", { maxTokens: 4096, contextTokens: 131_072, ...ALL }),
  chat("/v3.5/chat", "generalv3.5", ALL),
  chat("/chat/max-32k", "max-32k", { contextTokens: 32_768, ...ALL }),
  // The 32K limit is for HTTP; the last page read about the WebSocket gives 8192.
  chat("/v4.0/chat", "4.0Ultra", { contextTokens: 32_768, ...ALL }),
  chat("/v1.1/chat_kjwx", "kjwx", NONE),
  chat("/v1.1/chat_multilang", "multilang", NONE),
  x1("/v1/x1", ["x1", "spark-x"]),
  { ...x1("/x2", ["spark-x"]), product: "spark-x2", maxTokens: 131_072 },
  {
    path: "/v2.1/image",
    kind: "image",
    domains: ["general", "imagev3"],
    maxTokens: 8192,
    contextTokens: 8192,
    ...NONE,
  },
];

export function findEndpoint(path: string): Endpoint | undefined {
  return ENDPOINTS.find((endpoint) => endpoint.path === path);
}

function chat(
  path: string,
  domain: string,
  rest: Pick<Endpoint, "system" | "functions" | "search"> & Partial<Endpoint>,
): Endpoint {
  return {
    path,
    kind: "chat",
    domains: [domain],
    maxTokens: 8192,
    contextTokens: 8192,
    ...rest,
  };
}

export function x1(path: string, domains: readonly string[]): Endpoint {
  return { path, kind: "x1", domains, maxTokens: 65_535, contextTokens: 65_536, ...ALL };
}
