import type { ByteStream } from "../../streams/byte-stream";

/** A handler's answer, for whichever server writes it. Header names are in lower case. */
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

/** Converts an answer to what Next's route handlers return. */
export function toResponse({ status, headers, body }: Answer): Response {
  const readable = typeof body === "object" && body !== null ? body.toReadable() : body;
  return new Response(readable, { status, headers });
}
