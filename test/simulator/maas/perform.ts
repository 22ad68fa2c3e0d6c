import type { Exchange } from "../exchange";
import { createSid } from "../frames";
import { bill, type Heard } from "../heard";
import { answerJson } from "../http-io";
import { type Plan, toBilledText } from "../plan";
import type { FunctionCall } from "../script";
import type { MaasModel } from "./chat-rules";

type Performance = {
  readonly heard: Heard;
  readonly model: MaasModel;
  readonly exchange: Exchange;
  readonly isStream: boolean;
};

/**
 * Plays a plan as MaaS was captured: OpenAI's format, with some members of the engine behind it.
 */
export async function performMaas(plan: Plan, performance: Performance): Promise<void> {
  return performance.isStream ? stream(plan, performance) : whole(plan, performance);
}

async function stream(plan: Plan, { heard, model, exchange }: Performance): Promise<void> {
  const { response, ledger, world } = exchange;
  const { paceMs = world.paceMs } = plan;
  const head = {
    id: createSid("cht"),
    object: "chat.completion.chunk",
    created: Math.floor(world.now() / 1000),
    model: model.id,
  };
  response.writeHead(200, { "content-type": "text/event-stream" });
  const send = (data: unknown): Promise<void> =>
    new Promise((resolve, reject) => {
      const text = typeof data === "string" ? data : JSON.stringify(data);
      response.write(`data: ${text}\n\n`, (error) => (error ? reject(error) : resolve()));
      ledger.count();
    });
  const choose = (delta: object, finish: string | null = null): Promise<void> =>
    send({ ...head, choices: [{ index: 0, delta, finish_reason: finish }] });

  await choose({ role: "assistant", content: "" });
  for (const delta of toDeltas(plan)) {
    if (paceMs > 0) await world.wait(paceMs, ledger.gone);
    await choose(delta);
  }
  if (plan.error) {
    const { code, detail } = plan.error;
    await send({ error: { code, message: `Xunfei request failed with code: ${code}, ${detail}` } });
    return void response.end();
  }
  await choose({ reasoning_content: null }, plan.call ? "tool_calls" : "stop");
  if (plan.usage !== null) await send({ ...head, choices: [], usage: toUsage(plan, heard) });
  await send("[DONE]");
  response.end();
}

function whole(plan: Plan, { heard, model, exchange }: Performance): void {
  const { response, world } = exchange;
  const { reasoning = [], texts, call } = plan;
  answerJson(response, 200, {
    id: createSid("cht"),
    object: "chat.completion",
    created: Math.floor(world.now() / 1000),
    model: model.id,
    metadata: { weight_version: "default" },
    choices: [
      {
        index: 0,
        message: {
          role: "assistant",
          content: texts.join(""),
          reasoning_content: reasoning.join("") || null,
          tool_calls: call ? [toCall(call)] : null,
        },
        logprobs: null,
        finish_reason: call ? "tool_calls" : "stop",
        matched_stop: null,
      },
    ],
    usage: toUsage(plan, heard),
  });
}

function toDeltas({ reasoning = [], texts, call }: Plan): object[] {
  return [
    ...reasoning.map((text) => ({ reasoning_content: text })),
    ...texts.map((content) => ({ content })),
    ...(call ? [{ tool_calls: [toCall(call)] }] : []),
  ];
}

const toCall = ({ name, arguments: text }: FunctionCall) => ({
  id: "call_1",
  index: 0,
  type: "function",
  function: { name, arguments: text },
});

function toUsage(plan: Plan, heard: Heard) {
  const usage = plan.usage ?? bill(heard, toBilledText(plan));
  return {
    prompt_tokens: usage.prompt_tokens,
    completion_tokens: usage.completion_tokens,
    total_tokens: usage.total_tokens,
    completion_tokens_details: { reasoning_tokens: 0 },
    prompt_tokens_details: { cached_tokens: 0 },
  };
}
