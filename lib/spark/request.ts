/** What is sent to Spark (spark-protocol.md §2.3), exactly; absent fields are left out. */
export type SparkRequest = {
  header: { app_id: string; uid: string };
  parameter: { chat: SparkParameters };
  payload: { message: { text: readonly SparkTurn[] } };
};

export type SparkParameters = {
  domain: string;
  temperature?: number | undefined;
  top_k?: number | undefined;
  max_tokens?: number | undefined;
  top_p?: number | undefined;
  presence_penalty?: number | undefined;
  frequency_penalty?: number | undefined;
  tools?: readonly SparkTool[] | undefined;
};

/** Where a model can search the web, Spark does so unless it is told not to. */
export type SparkTool = { type: "web_search"; web_search: { enable: boolean } };

/** A `system` turn comes first or not at all; then user and assistant in turns, user last. */
export type SparkTurn = {
  role: "system" | "user" | "assistant";
  content: string;
  /** Absent: text. A picture is raw base64, the first turn, and the only one of its kind. */
  content_type?: "image" | undefined;
};

/** Spark's limit for `header.uid`; one character more is answered with 10004. */
export const MAX_UID_LENGTH = 32;
