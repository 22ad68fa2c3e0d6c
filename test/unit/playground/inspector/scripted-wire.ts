import OpenAI from "openai";

import { createRecorder } from "@/lib/playground/inspector/recorder";

export const SECRET = "app:s3cr3t:k3y";
export const BODY = { model: "lite", messages: [{ role: "user" as const, content: "春天" }] };

/**
 * Creates a server that the test controls, a clock that only the test advances, and frames that it
 * draws.
 */
export function startWire() {
  let atMs = 0;
  let source: ReadableStreamDefaultController<Uint8Array> | undefined;
  let cancelled: unknown;
  const frames: (() => void)[] = [];
  const received: { url: string; init: RequestInit | undefined }[] = [];
  const answers: (Response | Error)[] = [];
  const recorder = createRecorder({
    now: () => atMs,
    requestFrame: (callback) => frames.push(callback),
    fetch: async (input, init) => {
      received.push({ url: String(input), init });
      const answer = answers.shift();
      if (answer instanceof Error) throw answer;
      if (answer) return answer;
      const body = new ReadableStream<Uint8Array>({
        start: (controller) => {
          source = controller;
          init?.signal?.addEventListener("abort", () => controller.error(init.signal?.reason));
        },
        cancel: (reason) => {
          cancelled = reason;
        },
      });
      const headers = { "content-type": "text/event-stream; charset=utf-8", "x-request-id": "r1" };
      return new Response(body, { headers });
    },
  });
  return {
    recorder,
    answers,
    received,
    frames,
    cancelled: () => cancelled,
    say: (text: string, laterMs = 0) => {
      atMs += laterMs;
      source?.enqueue(new TextEncoder().encode(text));
    },
    close: () => source?.close(),
    cut: () => source?.error(new TypeError("network error")),
    client: new OpenAI({
      apiKey: SECRET,
      baseURL: "http://gateway/v1",
      maxRetries: 0,
      fetch: recorder.fetchAs("a"),
    }),
  };
}

export const toChunk = (delta: object): string =>
  `data: ${JSON.stringify({ choices: [{ delta }] })}\n\n`;
