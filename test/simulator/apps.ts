export type SparkApp = {
  readonly appId: string;
  readonly apiKey: string;
  readonly apiSecret: string;
  readonly apiPassword?: string;
  /**
   * Domains, products and services (embedding, image, speech, recognition) that the app may use;
   * absent for all.
   */
  readonly grants?: readonly string[];
  /** Voices that the app may use besides the free ones. */
  readonly voices?: readonly string[];
  /** Paths that are not provisioned for the app: 10404. */
  readonly closed?: readonly string[];
  /** True if no tokens are left: 11200 tokens.total. */
  readonly exhausted?: boolean;
  /** True if the app is on Spark's blacklist: 10015. */
  readonly banned?: boolean;
  /** True if the day's requests are used up: 11201. */
  readonly spent?: boolean;
  /** Requests per second before 11202. */
  readonly qps?: number;
  /** Embeddings per second before 11202; the service's own default is 2. */
  readonly embeddingQps?: number;
  /** Concurrent requests before 11203. */
  readonly concurrency?: number;
};

export const DEMO_APP = {
  appId: "demo0001",
  apiKey: "demo00000000000000000000000000a1",
  apiSecret: "demo00000000000000000000000000c1",
  apiPassword: "demoPassword00000001:demoPassword00000001",
  embeddingQps: 500,
} as const satisfies SparkApp;

/** The credentials in the examples of the gateway's seed documents. */
const SEED_APP: SparkApp = { appId: "123456", apiKey: "123456", apiSecret: "123456" };

const EXHAUSTED_APP: SparkApp = {
  appId: "demo0002",
  apiKey: "demo00000000000000000000000000a2",
  apiSecret: "demo00000000000000000000000000c2",
  apiPassword: "demoPassword00000002:demoPassword00000002",
  exhausted: true,
};

const LITE_APP: SparkApp = {
  appId: "demo0003",
  apiKey: "demo00000000000000000000000000a3",
  apiSecret: "demo00000000000000000000000000c3",
  apiPassword: "demoPassword00000003:demoPassword00000003",
  grants: ["lite"],
};

const SLOW_APP: SparkApp = {
  appId: "demo0004",
  apiKey: "demo00000000000000000000000000a4",
  apiSecret: "demo00000000000000000000000000c4",
  apiPassword: "demoPassword00000004:demoPassword00000004",
  qps: 2,
};

export const DEMO_APPS: readonly SparkApp[] = [
  DEMO_APP,
  SEED_APP,
  EXHAUSTED_APP,
  LITE_APP,
  SLOW_APP,
];
