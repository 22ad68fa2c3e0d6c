import { DEMO_APP } from "./apps";

/** Sends requests to Spark's HTTP service and reads its stream literally. */
export type HttpQuestion = {
  /** The origin. */
  readonly url: string;
  readonly path?: string;
  readonly bearer?: string | undefined;
  readonly content?: string;
  /** Sent unchanged instead of JSON. */
  readonly raw?: string;
  readonly signal?: AbortSignal;
  /** Any other members of the body. */
  readonly [parameter: string]: unknown;
};

export type Chunk = {
  readonly code: number;
  readonly message: string;
  readonly sid: string;
  readonly id?: string;
  readonly created?: number;
  readonly choices?: readonly { readonly delta: Readonly<Record<string, unknown>> }[];
  readonly usage?: object;
};

export function post({ url, path = "/v1/chat/completions", ...question }: HttpQuestion) {
  const { bearer = DEMO_APP.apiPassword, raw, signal, content = "你好", ...rest } = question;
  const model = path.startsWith("/v1") ? "generalv3.5" : "spark-x";
  const body = { model, messages: [{ role: "user", content }], ...rest };
  return fetch(`${url}${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${bearer}`, "content-type": "application/json" },
    body: raw ?? JSON.stringify(body),
    ...(signal && { signal }),
  });
}

/** Returns the raw events, and the chunks in those that are JSON. */
export async function stream(question: HttpQuestion) {
  const response = await post({ stream: true, ...question });
  const { status, headers } = response;
  const body = await response.text();
  const events = body.split("\n\n").filter((event) => event !== "");
  const data = events.filter((event) => /^data: ?\{/u.test(event));
  const chunks = data.map((event) => JSON.parse(event.slice("data:".length)) as Chunk);
  return { status, type: headers.get("content-type"), events, chunks };
}

export function joinDeltas(chunks: readonly Chunk[]): string {
  return chunks.map(({ choices }) => String(choices?.[0]?.delta["content"] ?? "")).join("");
}
