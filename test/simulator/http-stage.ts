import type { ServerResponse } from "node:http";
import type { Ledger } from "./connection";
import type { Usage } from "./spark-request";
import type { World } from "./world";

/** What a script over HTTP plays on, once bearer and body have been accepted. */
export type HttpStage = {
  readonly response: ServerResponse;
  /** True if the caller requested `stream: true`. */
  readonly streaming: boolean;
  /** True on v2 and x2, which send usage in a separate chunk; v1 attaches it to the last text. */
  readonly separateUsage: boolean;
  /** True if calls are sent as an array, as `tool_calls_switch: true` requests. */
  readonly callsAsArray: boolean;
  readonly sid: string;
  readonly paceMs: number;
  readonly bill: (answer: string) => Usage;
  /** Sends one SSE event with this JSON as `data:`. Resolves once the kernel has it. */
  readonly chunk: (data: unknown) => Promise<void>;
  /** Sends a chunk with one choice. */
  readonly delta: (delta: Delta, usage?: Usage | null) => Promise<void>;
  /** Sends anything, after the head of a 200 with the right type. */
  readonly send: (raw: string) => Promise<void>;
  /** Sends a whole answer in one piece. */
  readonly json: (status: number, body: unknown) => void;
  readonly end: () => void;
  /** Sends a FIN mid-answer. */
  readonly cut: () => void;
  /** Sends a TCP RST. */
  readonly reset: () => void;
  /** Waits; rejects when the client disconnects. */
  readonly wait: (ms: number) => Promise<void>;
  readonly gone: AbortSignal;
};

export type Delta = Readonly<Record<string, unknown>>;

type HttpStageOptions = Pick<
  HttpStage,
  "response" | "streaming" | "separateUsage" | "callsAsArray" | "sid" | "bill"
> & { readonly ledger: Ledger; readonly world: World };

export function createHttpStage({ ledger, world, ...known }: HttpStageOptions): HttpStage {
  const { response, streaming, sid } = known;
  let chunks = 0;

  const send = (raw: string) =>
    new Promise<void>((resolve, reject) => {
      if (!response.headersSent) {
        const type = streaming ? "text/event-stream;charset=utf-8" : "application/json";
        response.writeHead(200, { "content-type": type, "cache-control": "no-cache" });
      }
      response.write(raw, (error) => {
        if (error) return reject(error);
        ledger.count();
        resolve();
      });
    });

  const chunk = (data: unknown) => {
    chunks += 1;
    // Both forms occur in production.
    const field = chunks % 2 === 1 ? "data:" : "data: ";
    return send(`${field}${typeof data === "string" ? data : JSON.stringify(data)}\n\n`);
  };

  return {
    ...known,
    paceMs: world.paceMs,
    gone: ledger.gone,
    send,
    chunk,
    delta: (delta, usage) => {
      // `created` is the time of the chunk rather than of the answer, so it changes within one
      // answer.
      const created = Math.floor(world.now() / 1000) + chunks;
      const choices = [{ delta: { role: "assistant", ...delta }, index: 0 }];
      return chunk({
        code: 0,
        message: "Success",
        sid,
        id: sid,
        created,
        choices,
        ...(usage && { usage: toHttpUsage(usage) }),
      });
    },
    json: (status, body) => {
      // After a heartbeat, the head has already been sent.
      if (!response.headersSent) response.writeHead(status, { "content-type": "application/json" });
      response.end(JSON.stringify(body));
      ledger.count();
    },
    end: () => void response.end(),
    cut: () => void response.socket?.end(),
    reset: () => void response.socket?.resetAndDestroy(),
    wait: (ms) => world.wait(ms, ledger.gone),
  };
}

export function toHttpUsage({ prompt_tokens, completion_tokens, total_tokens }: Usage) {
  return { prompt_tokens, completion_tokens, total_tokens };
}
