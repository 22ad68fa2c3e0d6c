import type { SamplingName } from "./ranges";

/** The request to Spark's WebSocket (Web.html); absent fields are omitted. */
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

/** The request to Spark's HTTP service (HTTP调用文档.html, X1http.html). */
export type SparkHttpRequest = SparkSampling & {
  model: string;
  messages: readonly SparkTurn[];
  user: string;
  stream: true;
  tools?: readonly (SparkSearch | { type: "function"; function: SparkFunction })[] | undefined;
  tool_choice?: "auto" | "required" | SparkNamedChoice | undefined;
  /** Without it, a call is returned as an object instead of OpenAI's array. */
  tool_calls_switch?: true | undefined;
  response_format?: { type: "json_object" } | undefined;
};

/** v1 nests the name, X1 does not. */
export type SparkNamedChoice =
  | { type: "function"; function: { name: string } }
  | { type: "function"; name: string };

/** Sampling fields; names and meaning are the same on both services, but ranges differ. */
export type SparkSampling = Partial<Record<SamplingName, number | undefined>> & {
  thinking?: { type: "enabled" | "disabled" | "auto" } | undefined;
};

/** A model that supports web search uses it unless it is disabled. */
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

/**
 * One turn. An optional `system` turn comes first; then user and assistant alternate, ending with
 * user.
 */
export type SparkTurn = {
  role: "system" | "user" | "assistant" | "tool";
  content: string;
  /** Absent for text. An image is raw base64 in the first turn, and there is at most one. */
  content_type?: "image" | undefined;
  /** HTTP only: the WebSocket supports no calls in the history. */
  tool_calls?: readonly SparkCall[] | undefined;
  /** HTTP only, with the role `tool`. */
  tool_call_id?: string | undefined;
};

export type SparkCall = {
  id: string;
  type: "function";
  function: { name: string; arguments: string };
};
