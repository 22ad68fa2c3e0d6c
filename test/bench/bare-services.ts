import { createHmac } from "node:crypto";
import { once } from "node:events";
import {
  Agent,
  createServer,
  type IncomingMessage,
  request as openRequest,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";

/**
 * The bare limit for services that answer in one piece: a bridge of node:http that signs a POST for
 * each text or image, keeps their order and writes OpenAI's list. It has no checks, limits or error
 * handling.
 */
const [APP_ID, API_SECRET, API_KEY] = ["demo0001", "secret", "key"];
const UPSTREAM = new URL(process.env["SPARK_HTTP_URL"] ?? "");
const WIDTH = 64;
const agent = new Agent({ keepAlive: true, maxSockets: WIDTH });

type Asked = { input?: readonly string[]; encoding_format?: string; prompt?: string; n?: number };

const server = createServer((request, response) => void serve(request, response));
server.listen(0, "127.0.0.1");
await once(server, "listening");
process.send?.({ port: (server.address() as AddressInfo).port });

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const asked: Asked = JSON.parse(await readText(request));
  response.writeHead(200, { "content-type": "application/json" });
  response.end(asked.input ? await embed(asked.input, asked.encoding_format) : await draw(asked));
}

async function embed(input: readonly string[], format = "float"): Promise<string> {
  const answers = await inParallel(input.length, async (at) => {
    const messages = JSON.stringify({ messages: [{ content: input[at], role: "user" }] });
    const answer = await post("/", {
      header: { app_id: APP_ID, uid: "bench", status: 3 },
      parameter: { emb: { domain: "para", feature: { encoding: "utf8" } } },
      payload: { messages: { text: Buffer.from(messages).toString("base64") } },
    });
    const base64: string = answer.payload.feature.text;
    if (format === "base64") return `"${base64}"`;
    const bytes = new Uint8Array(Buffer.from(base64, "base64"));
    return `[${new Float32Array(bytes.buffer).join(",")}]`;
  });
  const data = answers.map(
    (embedding, index) => `{"object":"embedding","index":${index},"embedding":${embedding}}`,
  );
  return `{"object":"list","data":[${data.join(",")}],"model":"spark-embedding","usage":{"prompt_tokens":1,"total_tokens":1}}`;
}

async function draw({ prompt, n = 1 }: Asked): Promise<string> {
  const images = await inParallel(n, async () => {
    const answer = await post("/v2.1/tti", {
      header: { app_id: APP_ID, uid: "bench" },
      parameter: { chat: { domain: "general", width: 1024, height: 1024 } },
      payload: { message: { text: [{ role: "user", content: prompt }] } },
    });
    return `{"b64_json":"${answer.payload.choices.text[0].content}"}`;
  });
  return `{"created":${Math.floor(Date.now() / 1000)},"data":[${images.join(",")}]}`;
}

async function inParallel(count: number, task: (at: number) => Promise<string>): Promise<string[]> {
  const results: string[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    for (let at = next++; at < count; at = next++) results[at] = await task(at);
  };
  await Promise.all(Array.from({ length: Math.min(WIDTH, count) }, work));
  return results;
}

async function post(path: string, message: object) {
  const body = JSON.stringify(message);
  const request = openRequest(sign(path), {
    method: "POST",
    agent,
    headers: { "content-type": "application/json", "content-length": Buffer.byteLength(body) },
  });
  request.end(body);
  const [response] = await once(request, "response");
  return JSON.parse(await readText(response));
}

async function readText(stream: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts).toString();
}

function sign(path: string): URL {
  const url = new URL(path, UPSTREAM);
  const date = new Date().toUTCString();
  const signature = createHmac("sha256", API_SECRET)
    .update(`host: ${url.host}\ndate: ${date}\nPOST ${path} HTTP/1.1`)
    .digest("base64");
  const origin = `api_key="${API_KEY}", algorithm="hmac-sha256", headers="host date request-line", signature="${signature}"`;
  const authorization = Buffer.from(origin).toString("base64");
  url.search = new URLSearchParams({ authorization, date, host: url.host }).toString();
  return url;
}
