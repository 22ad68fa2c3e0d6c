import { failHttp, wordHttpError } from "./http-errors";
import { toHttpUsage, type Delta, type HttpStage } from "./http-stage";
import { toBilledText, toPieces, type Piece, type Plan } from "./plan";
import type { FunctionCall } from "./script";
import type { Source } from "./sources";
import type { Usage } from "./spark-request";

export type HttpPlay = (stage: HttpStage) => Promise<void> | void;

/** Plays over HTTP what scripts.ts plays over the WebSocket. */
export function performHttp(plan: Plan): HttpPlay {
  return (stage) => {
    const { error } = plan;
    const usage = plan.usage === undefined ? stage.bill(toBilledText(plan)) : plan.usage;
    if (error && (plan.texts.length === 0 || !stage.streaming)) return failHttp(error, stage);
    return stage.streaming ? stream(plan, usage, stage) : whole(plan, usage, stage);
  };
}

async function stream(plan: Plan, usage: Usage | null, stage: HttpStage): Promise<void> {
  const { paceMs = stage.paceMs, sources, error, afterthought } = plan;
  if (sources) await stage.delta(toSearch(sources));
  for (const [index, { content, status }] of toPieces(plan).entries()) {
    if (index > 0 && paceMs > 0) await stage.wait(paceMs);
    const glued = status === 2 && !stage.separateUsage;
    await stage.delta(toDelta(content, stage), glued ? usage : null);
  }
  if (error) {
    await stage.chunk(wordHttpError(error, stage.sid));
    return stage.end();
  }
  // According to lobehub, v2's usage chunk has a choice without content.
  if (stage.separateUsage && usage) await stage.delta({}, usage);
  if (afterthought) await stage.chunk(wordHttpError(afterthought, stage.sid));
  await stage.send("data:[DONE]\n\n");
  stage.end();
}

function whole(plan: Plan, usage: Usage | null, stage: HttpStage): void {
  const { reasoning = [], texts, call, sources, afterthought } = plan;
  const messages = [
    {
      role: "assistant",
      content: texts.join(""),
      ...(reasoning.length > 0 && { reasoning_content: reasoning.join("") }),
      ...(call && { tool_calls: toCalls(call, stage) }),
    },
    ...(sources ? [toSearch(sources)] : []),
  ];
  stage.json(200, {
    code: 0,
    message: "Success",
    sid: stage.sid,
    ...(afterthought && wordHttpError(afterthought, stage.sid)),
    choices: messages.map((message, index) => ({ message, index })),
    ...(usage && { usage: toHttpUsage(usage) }),
  });
}

function toDelta(
  { text = "", reasoning, functionCall }: Piece["content"],
  stage: HttpStage,
): Delta {
  return {
    content: text,
    ...(reasoning !== undefined && { reasoning_content: reasoning }),
    ...(functionCall && { tool_calls: toCalls(functionCall, stage) }),
  };
}

/**
 * Writes the call as an object without id unless the switch is on. Whether the array's items have
 * ids is unknown.
 */
function toCalls({ name, arguments: argumentsText }: FunctionCall, { callsAsArray }: HttpStage) {
  const call = { type: "function", function: { arguments: argumentsText, name } };
  return callsAsArray ? [{ index: 0, id: "call_1", ...call }] : call;
}

/** Writes the search references as a tool message, before the answer if streamed. */
function toSearch(outputs: readonly Source[]) {
  return {
    role: "tool",
    content: "",
    tool_calls: [{ type: "web_search", web_search: { outputs } }],
  };
}
