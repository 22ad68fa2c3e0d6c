import { createHmac, randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

import { WebSocket } from "ws";

/**
 * The bare limit: the least that a bridge from OpenAI's protocol to Spark's can do on this
 * platform. It signs, translates and writes each frame as it arrives, and has no checks, settings,
 * timeouts, error handling or backpressure. With `--joined`, the frames of one turn of the event
 * loop are written together.
 */
const isJoined = process.argv.includes("--joined");
const [APP_ID, API_SECRET, API_KEY] = ["demo0001", "secret", "key"];
const ORIGIN = process.env["SPARK_CHAT_URL"] ?? "";

type Asked = {
  model: string;
  stream?: boolean;
  messages: readonly { role: string; content: unknown }[];
};
type Frame = {
  header: { sid: string; status: number };
  payload: {
    choices: { text: readonly { content: string }[] };
    usage?: { text: { prompt_tokens: number; completion_tokens: number; total_tokens: number } };
  };
};

const server = createServer((request, response) => void answer(request, response));
server.listen(0, "127.0.0.1");
await once(server, "listening");
process.send?.({ port: (server.address() as AddressInfo).port });

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  const asked: Asked = JSON.parse(Buffer.concat(parts).toString());
  const socket = new WebSocket(sign("/v1.1/chat"), { perMessageDeflate: false });
  response.on("close", () => socket.close());
  socket.on("error", () => response.destroy());
  socket.on("open", () => socket.send(toQuestion(asked)));
  if (asked.stream) relay(socket, response, asked.model);
  else gather(socket, response, asked.model);
}

function relay(socket: WebSocket, response: ServerResponse, model: string): void {
  const created = Math.floor(Date.now() / 1000);
  const head = `{"id":"chatcmpl-${randomUUID()}","object":"chat.completion.chunk","created":${created},"model":${JSON.stringify(model)},"choices":[{"index":0,"delta":`;
  const toEvent = (delta: string, reason: string): string =>
    `data: ${head}${delta},"logprobs":null,"finish_reason":${reason}}]}\n\n`;
  let waiting = "";
  const flush = (): void => {
    if (waiting !== "") response.write(waiting);
    waiting = "";
  };
  const write = (text: string): void => {
    if (!isJoined) return void response.write(text);
    if (waiting === "") process.nextTick(flush);
    waiting += text;
  };

  socket.on("message", (data: Buffer) => {
    const { header, payload }: Frame = JSON.parse(data.toString());
    if (!response.headersSent) {
      response.writeHead(200, {
        "content-type": "text/event-stream; charset=utf-8",
        "cache-control": "no-cache, no-transform",
        "x-spark-sid": header.sid,
      });
      write(toEvent('{"role":"assistant","content":""}', "null"));
    }
    const content = payload.choices.text[0]?.content ?? "";
    write(toEvent(`{"content":${JSON.stringify(content)}}`, "null"));
    if (header.status !== 2) return;
    write(`${toEvent("{}", '"stop"')}data: [DONE]\n\n`);
    flush();
    response.end();
    socket.close();
  });
}

function gather(socket: WebSocket, response: ServerResponse, model: string): void {
  let content = "";
  socket.on("message", (data: Buffer) => {
    const { header, payload }: Frame = JSON.parse(data.toString());
    content += payload.choices.text[0]?.content ?? "";
    if (header.status !== 2) return;
    const message = { role: "assistant", content };
    const choices = [{ index: 0, message, logprobs: null, finish_reason: "stop" }];
    const usage = payload.usage?.text;
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ id: `chatcmpl-${randomUUID()}`, model, choices, usage }));
    socket.close();
  });
}

function sign(path: string): string {
  const { host } = new URL(ORIGIN);
  const date = new Date().toUTCString();
  const signature = createHmac("sha256", API_SECRET)
    .update(`host: ${host}\ndate: ${date}\nGET ${path} HTTP/1.1`)
    .digest("base64");
  const origin = `api_key="${API_KEY}", algorithm="hmac-sha256", headers="host date request-line", signature="${signature}"`;
  const authorization = Buffer.from(origin).toString("base64");
  return `${ORIGIN}${path}?${new URLSearchParams({ authorization, date, host })}`;
}

function toQuestion({ messages }: Asked): string {
  return JSON.stringify({
    header: { app_id: APP_ID, uid: randomUUID().slice(0, 32) },
    parameter: { chat: { domain: "lite" } },
    payload: { message: { text: messages } },
  });
}
