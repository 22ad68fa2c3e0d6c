import type OpenAI from "openai";
import type { ChatCompletionMessageParam } from "openai/resources/chat/completions";
import { describe, expect, it } from "vitest";

import { startGateway } from "../setup/gateway";
import { SERVICES } from "../setup/services";

const WEATHER = {
  type: "function" as const,
  function: {
    name: "get-weather",
    description: "Weather of a city",
    parameters: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
  },
};

/** Requests one answer, whole or assembled from a stream. */
async function ask(client: OpenAI, messages: ChatCompletionMessageParam[], stream: boolean) {
  const params = { model: "4.0Ultra", messages, tools: [WEATHER] };
  const { completions } = client.chat;
  const [choice] = stream
    ? (await completions.stream(params).finalChatCompletion()).choices
    : (await completions.create(params)).choices;
  if (!choice) throw new Error("no choice");
  return choice;
}

describe.each(SERVICES)("agent loop over %s", (_, apiKey) => {
  it.each([false, true])(
    "completes two rounds of tool call, tool result and answer (stream: %s)",
    async (stream) => {
      await using gateway = await startGateway();
      const client = gateway.client.withOptions({ apiKey });
      const messages: ChatCompletionMessageParam[] = [{ role: "user", content: "合肥天气如何？" }];
      for (const result of ["晴，25 度", "阴，18 度"]) {
        const { message } = await ask(client, messages, stream);
        const [made] = message.tool_calls ?? [];
        if (made?.type !== "function") throw new Error("no call was made");
        expect(made.function.name).toBe("get-weather");
        expect(() => JSON.parse(made.function.arguments)).not.toThrow();

        messages.push(message, { role: "tool", tool_call_id: made.id, content: result });
        const answered = await ask(client, messages, stream);
        expect(answered.finish_reason).toBe("stop");
        expect(answered.message.content).toContain(result);
        messages.push({ role: "assistant", content: answered.message.content });
        messages.push({ role: "user", content: "那北京呢？" });
      }
      expect(gateway.simulator.connections).toHaveLength(4);
    },
  );
});
