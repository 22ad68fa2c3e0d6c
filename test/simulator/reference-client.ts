import { createHmac } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import { WebSocket, type ClientOptions } from "ws";
import { DEMO_APP } from "./apps";
import type { SparkApp } from "./simulator";
import type { Usage } from "./spark-request";

/** A client that follows Spark's documentation and shares no code with what it tests. */
export type Signed = {
  readonly origin: string;
  readonly path: string;
  readonly host: string;
  readonly date: string;
  readonly app: SparkApp;
  /** GET if absent, as for a WebSocket. */
  readonly method?: "GET" | "POST";
};

export function sign({ host, date, path, app, method = "GET" }: Omit<Signed, "origin">): string {
  return createHmac("sha256", app.apiSecret)
    .update(`host: ${host}\ndate: ${date}\n${method} ${path} HTTP/1.1`)
    .digest("base64");
}

export function toAuthorization(apiKey: string, signature: string, name = "api_key"): string {
  const fields = `${name}="${apiKey}", algorithm="hmac-sha256", headers="host date request-line", `;
  return Buffer.from(`${fields}signature="${signature}"`).toString("base64");
}

export function toSignedUrl({ origin, ...signed }: Signed): string {
  const { path, host, date, app } = signed;
  const authorization = toAuthorization(app.apiKey, sign(signed));
  return `${origin}${path}?${new URLSearchParams({ authorization, date, host })}`;
}

export type ReceivedFrame = {
  header: { code: number; message: string; sid: string; status: number };
  payload?: {
    choices?: {
      status: number;
      seq: number;
      text: {
        content?: string;
        reasoning_content?: string;
        function_call?: { name: string; arguments: string };
      }[];
    };
    usage?: { text: Usage };
    plugins?: { text: { name: string; content: string }[] };
  };
};

export type Exchange =
  | { readonly refused: { readonly status: number; readonly body: string; readonly date: string } }
  | {
      readonly refused: null;
      readonly raw: readonly (string | Buffer)[];
      readonly frames: readonly ReceivedFrame[];
      readonly close: { readonly code: number; readonly reason: string };
    };

/** Connects, sends the messages once open, and listens to the end. */
export function exchange(
  url: string,
  messages: readonly (string | Buffer)[],
  options: ClientOptions = {},
): Promise<Exchange> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, { perMessageDeflate: false, ...options });
    const raw: (string | Buffer)[] = [];
    let opened = false;
    socket.once("open", () => {
      opened = true;
      for (const message of messages) socket.send(message);
    });
    socket.on("message", (data: Buffer, binary) => raw.push(binary ? data : data.toString()));
    socket.once("unexpected-response", (_request, response: IncomingMessage) => {
      const { statusCode: status = 0, headers } = response;
      text(response).then(
        (body) => resolve({ refused: { status, body, date: headers.date ?? "" } }),
        reject,
      );
    });
    // After the handshake, an error is followed by "close", which has more information.
    socket.once("error", (error) => {
      if (!opened) reject(error);
    });
    socket.once("close", (code, reason) =>
      resolve({
        refused: null,
        raw,
        get frames() {
          return raw.map((frame) => JSON.parse(String(frame)) as ReceivedFrame);
        },
        close: { code, reason: reason.toString() },
      }),
    );
  });
}

export type Question = {
  readonly url: string;
  readonly path?: string;
  readonly app?: SparkApp;
  /** Merged over a plain request of the app to generalv3.5. */
  readonly header?: object;
  readonly chat?: object;
  readonly payload?: object;
  readonly content?: string;
};

/** Sends a signed, valid request with the test's changes merged over it. */
export async function ask(question: Question): Promise<Extract<Exchange, { refused: null }>> {
  const result = await exchange(toUrl(question), [toMessage(question)]);
  if (result.refused) throw new Error(`Refused: ${JSON.stringify(result.refused)}`);
  return result;
}

/** Returns what the first frame of the answer says about the request. */
export async function judge(question: Question) {
  const { frames } = await ask(question);
  return { code: frames[0]?.header.code, message: frames[0]?.header.message };
}

export function toUrl({ url, path = "/v3.5/chat", app = DEMO_APP }: Question): string {
  const { host } = new URL(url);
  return toSignedUrl({ origin: url, path, host, date: new Date().toUTCString(), app });
}

export function toMessage(question: Question): string {
  const { app = DEMO_APP, header, chat, payload, content = "你好" } = question;
  return JSON.stringify({
    header: { app_id: app.appId, ...header },
    parameter: { chat: { domain: "generalv3.5", ...chat } },
    payload: { message: { text: [{ role: "user", content }] }, ...payload },
  });
}

/** Parses a frame; undefined if it is not one. */
export function readFrame(raw: string | Buffer): Partial<ReceivedFrame> | undefined {
  try {
    return JSON.parse(String(raw)) as Partial<ReceivedFrame>;
  } catch {
    // Some faults send no JSON; their tests inspect the raw text.
    return undefined;
  }
}

export function joinText(frames: readonly Partial<ReceivedFrame>[]): string {
  return frames.map((frame) => frame.payload?.choices?.text[0]?.content ?? "").join("");
}
