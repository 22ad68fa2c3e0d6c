import type { ByteStream } from "../../streams/byte-stream";

/** What a handler answers with, whichever server writes it. Names of headers are in lower case. */
export type Answer = {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: string | ByteStream | null;
};

type Head = { status?: number; headers?: Readonly<Record<string, string>> };

export function toJsonAnswer(value: unknown, { status = 200, headers }: Head = {}): Answer {
  return {
    status,
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(value),
  };
}

/** As Next's route handlers return it. */
export function toResponse({ status, headers, body }: Answer): Response {
  const readable = typeof body === "object" && body !== null ? body.toReadable() : body;
  return new Response(readable, { status, headers });
}
