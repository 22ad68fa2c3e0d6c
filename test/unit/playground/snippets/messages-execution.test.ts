import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

import { describe, expect, it } from "vitest";

import { toNamedEvent } from "@/lib/api/common/sse";
import { APIS } from "@/lib/playground/snippets/apis";
import { toMessagesBody } from "@/lib/playground/snippets/messages-body";

import { HOSTILE_BODY, toWellFormed } from "./hostile";
import { ANSWER } from "./listener";
import { isInstalled, KEYS, run } from "./run";

const USAGE = { input_tokens: 1, output_tokens: 1 };
const MESSAGE = { id: "msg_1", type: "message", role: "assistant", model: "m", usage: USAGE };
const EVENTS = [
  { type: "message_start", message: { ...MESSAGE, content: [], stop_reason: null } },
  { type: "content_block_start", index: 0, content_block: { type: "text", text: "" } },
  { type: "content_block_delta", index: 0, delta: { type: "text_delta", text: ANSWER } },
  { type: "content_block_stop", index: 0 },
  { type: "message_delta", delta: { stop_reason: "end_turn" }, usage: USAGE },
  { type: "message_stop" },
];

/** Receives one request, and answers it as Anthropic's API does. */
async function listen() {
  const heard: { url?: string | undefined; key?: string | undefined; body?: unknown } = {};
  const server = createServer(async (request, response) => {
    const body: unknown = JSON.parse(await text(request));
    Object.assign(heard, { url: request.url, key: request.headers.authorization, body });
    if (Object(body).stream === true) {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.end(EVENTS.map(toNamedEvent).join(""));
    } else {
      response.writeHead(200, { "content-type": "application/json" });
      const content = [{ type: "text", text: ANSWER }];
      response.end(JSON.stringify({ ...MESSAGE, content, stop_reason: "end_turn" }));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    heard,
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    [Symbol.asyncDispose]: async () => {
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const PROGRAMS = {
  curl: { command: ["bash"], isThere: isInstalled("curl") },
  python: {
    command: ["python3", "-"],
    isThere: (await run(["python3", "-c", "import anthropic"])).code === 0,
  },
  node: { command: ["node", "--input-type=module", "-"], isThere: true },
  fetch: { command: ["node", "-"], isThere: true },
} as const;

describe.each(APIS.messages.languages)(
  "the snippet of Anthropic's API for $name",
  ({ id, write }) => {
    const { command, isThere } = PROGRAMS[id];

    it.skipIf(!isThere).each([true, false])(
      "sends the exact request and prints the answer (stream: %s)",
      async (stream) => {
        await using listener = await listen();
        const chat = { ...HOSTILE_BODY, temperature: 0.5, ...(stream && { stream }) };
        const snippet = write(chat, { baseUrl: listener.baseUrl, credential: "gateway" });
        const { output, errors, code } = await run(command, { input: snippet });
        expect([code, errors.includes("Error")]).toEqual([0, false]);
        const { body } = toMessagesBody(chat);
        expect(listener.heard).toMatchObject({
          url: "/v1/messages",
          key: `Bearer ${KEYS.SPARK_GATEWAY_KEY}`,
        });
        const sent: unknown = JSON.parse(JSON.stringify(body));
        // Python has no lone surrogates.
        expect(listener.heard.body).toEqual(id === "python" ? toWellFormed(sent) : sent);
        if (id === "curl") expect(output).toContain("星火");
        else expect(output.trimEnd()).toBe(ANSWER);
      },
    );
  },
);
