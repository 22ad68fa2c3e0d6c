/**
 * The facts about one request for the log and telemetry; never a prompt, an answer, a secret or an
 * address. The names are those in the log.
 */
export type RequestFields = {
  request_id?: string;
  /** The route without any variable part of the path. */
  route?: string;
  /** A keyed digest that identifies the caller without revealing a key or an address. */
  caller?: string;
  /** The name of the gateway key, if it has one. */
  key?: string;
  /** The id from the catalogue, not the caller's text, so that the number of values is bounded. */
  model?: string;
  /** The labels of the server's apps that were tried, comma separated. */
  app?: string | undefined;
  stream?: boolean;
  status?: number;
  /** The code of the error that the caller received. */
  code?: string | null;
  /** Spark's session ids, comma separated, in the order of the choices. */
  sid?: string | undefined;
  /** Spark's codes that rejected or cut off the answer. */
  spark_code?: number | string | undefined;
  /** Milliseconds since the request arrived. */
  first_byte_ms?: number;
  first_token_ms?: number | undefined;
  duration_ms?: number;
  /** Frames or events from Spark, over all choices and attempts. */
  frames?: number | undefined;
  prompt_tokens?: number | undefined;
  completion_tokens?: number | undefined;
  /** Present if some of the tokens are estimated. */
  tokens_estimated?: true | undefined;
  /** The number of images generated. */
  images?: number;
  /** The number of characters that iFlytek was asked to speak. */
  characters?: number;
  /** Seconds of sound that were sent to be recognised. */
  audio_seconds?: number;
  /** The finish reason of each choice, comma separated. */
  finish_reason?: string | undefined;
  ended?: "complete" | "caller_left" | "failed";
  /** The kind of the failure, or `fault` for an unexpected error. */
  failure?: string;
};
