/**
 * What is told of one request, in the log and to telemetry: never a prompt, an answer, a secret or
 * an address. The names are those of the log's line.
 */
export type RequestFields = {
  request_id?: string;
  /** Where it was asked, without what may follow in the path. */
  route?: string;
  /** The id in the catalogue, not the text that the caller sent: there are only so many. */
  model?: string;
  /** Where in the settings the server's apps stand that were asked, comma separated. */
  app?: string | undefined;
  stream?: boolean;
  status?: number;
  /** The code of the error that the caller got. */
  code?: string | null;
  /** Spark's session ids, comma separated in the order of the choices. */
  sid?: string | undefined;
  /** Spark's codes that refused or cut the answer. */
  spark_code?: number | string | undefined;
  /** Milliseconds since the request came. */
  first_byte_ms?: number;
  first_token_ms?: number | undefined;
  duration_ms?: number;
  /** Frames or events that Spark sent, of all choices and tries. */
  frames?: number | undefined;
  prompt_tokens?: number | undefined;
  completion_tokens?: number | undefined;
  /** Some of the tokens were counted by rule of thumb. */
  tokens_estimated?: true | undefined;
  /** Images that were drawn. */
  images?: number;
  /** Characters that were spoken, as far as iFlytek was asked. */
  characters?: number;
  /** Seconds of sound that were sent to be recognised. */
  audio_seconds?: number;
  /** Of each choice, comma separated. */
  finish_reason?: string | undefined;
  ended?: "complete" | "caller_left" | "failed";
  /** The kind of the failure, or `fault` for what nobody foresaw. */
  failure?: string;
};
