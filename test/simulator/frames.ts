import { randomBytes } from "node:crypto";
import type { Endpoint } from "./endpoints";
import type { Frame } from "./script";
import type { Source } from "./sources";
import type { SparkError } from "./spark-request";

export const SUCCESS = { code: 0, message: "Success" };

/**
 * Creates a session id: `cht` over the WebSocket, `cha` over HTTP. A final 1 would mark a canned
 * answer.
 */
export function createSid(prefix: "cht" | "cha" | "ase" | "tts" | "aso" | "iat"): string {
  const hex = (bytes: number) => randomBytes(bytes).toString("hex");
  return `${prefix}000${hex(3).slice(1)}@dx${hex(8)}b0`;
}

export function answerFrame(
  frame: Frame & { readonly seq: number },
  sid: string,
  kind: Endpoint["kind"],
): string {
  const { text = "", reasoning, status, seq, usage, functionCall, headerStatus = status } = frame;
  const item = {
    content: text,
    ...(reasoning !== undefined && { reasoning_content: reasoning }),
    role: "assistant",
    ...(functionCall && { content_type: "text", function_call: functionCall }),
    ...(kind === "image" && {
      content_type: "text",
      content_meta: { desc: "simulated", url: false },
    }),
    index: 0,
  };
  return JSON.stringify({
    header: { ...SUCCESS, sid, status: headerStatus },
    payload: {
      choices: { status, seq, text: [item] },
      ...(usage && { usage: { text: usage } }),
    },
  });
}

/** Writes an error frame without payload, as Spark does; clients that assume choices fail here. */
export function errorFrame(error: SparkError, sid: string, now: number): string {
  return JSON.stringify({
    header: { code: error.code, message: wordError(error, now), sid, status: 2 },
  });
}

function wordError({ name, detail }: SparkError, now: number): string {
  return name === undefined ? detail : `${name}:(${toBeijingClock(now)}) ${detail}`;
}

/** Writes the search references in a separate frame before the answer, without choices. */
export function pluginsFrame(sources: readonly Source[], sid: string): string {
  const plugin = {
    name: "ifly_search",
    content: JSON.stringify(sources),
    content_type: "text",
    content_meta: null,
    role: "tool",
    status: "finished",
    invoked: {
      namespace: "ifly_search",
      plugin_id: "ifly_search",
      plugin_ver: "",
      status_code: 200,
      status_msg: "Success",
      type: "local",
    },
  };
  return JSON.stringify({
    header: { ...SUCCESS, sid, status: 1 },
    payload: { plugins: { text: [plugin] } },
  });
}

function toBeijingClock(now: number): string {
  return new Date(now + 8 * 3_600_000).toISOString().slice(11, 23);
}
