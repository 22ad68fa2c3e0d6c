import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { ChatBody } from "@/lib/playground/conversation/types";
import { toResponsesBody } from "@/lib/playground/snippets/responses-body";
import {
  toResponsesCurl,
  toResponsesNode,
  toResponsesPython,
} from "@/lib/playground/snippets/responses";

import { GREEN, toDataUrl } from "../image/images";
import { type Gateway, startGateway } from "../setup/gateway";
import { readSent } from "../setup/services";
import { isInstalled, run } from "../../unit/playground/snippets/run";

const STUB = fileURLToPath(new URL("../../unit/playground/snippets/python", import.meta.url));

let gateway: Gateway;
let server: Server;
beforeAll(async () => {
  gateway = await startGateway();
  server = createServer(async (request, response) => {
    const body = await text(request);
    const answer = await gateway.fetch(request.url ?? "", { method: "POST", body });
    response.writeHead(answer.status, Object.fromEntries(answer.headers));
    if (answer.body) Readable.fromWeb(answer.body as never).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await gateway[Symbol.asyncDispose]();
});

const toTarget = () => ({
  baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
  credential: "server" as const,
});

const weather = {
  name: "get_weather",
  description: "The weather of a city",
  parameters: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
};
const system = { role: "system", content: "回答要简短。" };
const user = (content: unknown) => ({ role: "user", content });
const call = {
  role: "assistant",
  content: null,
  tool_calls: [
    {
      id: "call_1",
      type: "function",
      function: { name: "get_weather", arguments: '{"city":"合肥"}' },
    },
  ],
};
const result = { role: "tool", tool_call_id: "call_1", content: "晴" };

const BODIES: readonly [what: string, body: ChatBody][] = [
  [
    "parameters",
    {
      model: "4.0Ultra",
      messages: [system, user("你好")],
      temperature: 0.3,
      max_tokens: 64,
      top_k: 3,
      stop: ["。"],
      truncation: "auto",
    },
  ],
  [
    "a tool and its result",
    {
      model: "4.0Ultra",
      messages: [user("合肥天气？"), call, result, user("谢谢")],
      tools: [{ type: "function", function: weather }],
      tool_choice: "auto",
    },
  ],
  ["a web search", { model: "4.0Ultra", messages: [user("新闻")], web_search_options: {} }],
  ["thinking", { model: "spark-x", messages: [user("你好")], reasoning_effort: "none" }],
  [
    "an image",
    {
      model: "vision",
      messages: [
        user([
          { type: "text", text: "这是什么？" },
          { type: "image_url", image_url: { url: toDataUrl(GREEN) } },
        ]),
      ],
    },
  ],
  [
    "structured output",
    {
      model: "4.0Ultra",
      messages: [user("你好")],
      response_format: {
        type: "json_schema",
        json_schema: { name: "answer", schema: { type: "object", properties: {} } },
      },
    },
  ],
];

const LANGUAGES = [
  { name: "curl", program: "curl", write: toResponsesCurl, command: ["bash"] },
  {
    name: "Node",
    program: "node",
    write: toResponsesNode,
    command: ["node", "--input-type=module", "-"],
  },
  { name: "Python", program: "python3", write: toResponsesPython, command: ["python3", "-"] },
] as const;

/** Returns what Spark got, without random values. */
async function readTold(): Promise<unknown> {
  return JSON.parse(
    JSON.stringify(await readSent(gateway), (key, value: unknown) => (key === "uid" ? "" : value)),
  );
}

describe("the same request through Chat Completions and Responses", () => {
  it.each(BODIES)("sends Spark the same request with %s", async (_, body) => {
    await (await gateway.post(body)).text();
    const chat = await readTold();
    const init = { method: "POST", body: JSON.stringify(toResponsesBody(body)) };
    const response = await gateway.fetch("/v1/responses", init);
    expect(response.status).toBe(200);
    await response.text();
    expect(await readTold()).toEqual(chat);
  });
});

describe.each(LANGUAGES)("the Responses snippet for $name", ({ program, write, command }) => {
  const execute = async (body: ChatBody): Promise<string> => {
    const [first, ...rest] = command;
    const env = { PYTHONPATH: STUB, PYTHONUTF8: "1", PYTHONDONTWRITEBYTECODE: "1" };
    const { output, errors, code } = await run([first, ...rest], {
      input: write(body, toTarget()),
      env,
    });
    if (code !== 0) throw new Error(errors);
    return output;
  };

  it.skipIf(!isInstalled(program)).each(BODIES)(
    "prints the answer, whole and streamed, to a request with %s",
    async (_, body) => {
      const isJson = "response_format" in body;
      for (const stream of [false, true]) {
        const output = await execute({ ...body, stream });
        expect(output).toContain(isJson ? "{" : "模拟");
      }
    },
  );
});
