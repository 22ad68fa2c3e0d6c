import type { SamplingName } from "./ranges";

/** What is sent to Spark's WebSocket (Web.html); absent fields are left out. */
export type SparkRequest = {
  header: { app_id: string; uid: string };
  parameter: {
    chat: SparkSampling & { domain: string; tools?: readonly SparkSearch[] | undefined };
  };
  payload: {
    message: { text: readonly SparkTurn[] };
    functions?: { text: readonly SparkFunction[] } | undefined;
  };
};

/** What is sent to Spark's HTTP service (HTTP调用文档.html, X1http.html). */
export type SparkHttpRequest = SparkSampling & {
  model: string;
  messages: readonly SparkTurn[];
  user: string;
  stream: true;
  tools?: readonly (SparkSearch | { type: "function"; function: SparkFunction })[] | undefined;
  tool_choice?: "auto" | "required" | SparkNamedChoice | undefined;
  /** Without it a call comes back as an object where OpenAI has an array. */
  tool_calls_switch?: true | undefined;
  response_format?: { type: "json_object" } | undefined;
};

/** v1 nests the name, X1 does not. */
export type SparkNamedChoice =
  | { type: "function"; function: { name: string } }
  | { type: "function"; name: string };

/** Has the same names and meaning on both services; ranges differ. */
export type SparkSampling = Partial<Record<SamplingName, number | undefined>> & {
  thinking?: { type: "enabled" | "disabled" | "auto" } | undefined;
};

/** Where a model can search the web, Spark does so unless it is told not to. */
export type SparkSearch = {
  type: "web_search";
  web_search: {
    enable: boolean;
    show_ref_label?: boolean | undefined;
    search_mode?: "normal" | "deep" | undefined;
  };
};

export type SparkFunction = {
  name: string;
  description: string;
  parameters: Record<string, unknown>;
};

/** A `system` turn comes first or not at all; then user and assistant in turns, user last. */
export type SparkTurn = {
  role: "system" | "user" | "assistant" | "tool";
  content: string;
  /** Absent: text. An image is raw base64, the first turn, and the only one of its kind. */
  content_type?: "image" | undefined;
  /** Over HTTP alone: the WebSocket knows no calls in a history. */
  tool_calls?: readonly SparkCall[] | undefined;
  /** Over HTTP alone, with the role `tool`. */
  tool_call_id?: string | undefined;
};

export type SparkCall = {
  id: string;
  type: "function";
  function: { name: string; arguments: string };
};
