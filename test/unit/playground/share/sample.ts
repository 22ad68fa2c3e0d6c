import type { Conversation, Failure, Variant } from "../../../../lib/playground/conversation/types";

/** Creates a finished variant; a test names the fields that matter to it. */
export function toVariant(facts: Partial<Variant> = {}): Variant {
  return {
    id: "v1",
    state: "done",
    model: "4.0Ultra",
    text: "",
    reasoning: "",
    reasoningMs: null,
    toolCalls: [],
    citations: [],
    finishReason: "stop",
    usage: null,
    timing: { firstTokenMs: null, lastTokenMs: null, totalMs: null },
    report: { requestId: null, sid: null, adjusted: [], ignored: [], truncated: null },
    failure: null,
    wireId: null,
    ...facts,
  };
}

export function toFailure(facts: Partial<Failure> = {}): Failure {
  return {
    status: null,
    code: null,
    message: "",
    param: null,
    sparkCode: null,
    sid: null,
    requestId: null,
    retryAfterMs: null,
    at: 0,
    ...facts,
  };
}

export function toConversation(turns: Conversation["turns"]): Conversation {
  return {
    id: "c1",
    title: "春天",
    createdAt: 0,
    updatedAt: 1000,
    model: "4.0Ultra",
    parameters: { system: "你是诗人", temperature: 0.5 },
    turns,
  };
}
