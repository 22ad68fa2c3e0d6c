import type { Endpoint } from "./endpoints";
import type { Rule } from "./schema";

type Properties = Readonly<Record<string, Rule>>;

const text: Rule = { type: "string", optional: true };
const flag: Rule = { type: "boolean", optional: true };
const topK: Rule = { type: "integer", min: 1, max: 6, optional: true };

export const WEB_SEARCH: Rule = {
  type: "object",
  properties: {
    enable: flag,
    show_ref_label: flag,
    search_mode: { type: "string", oneOf: ["normal", "deep"], optional: true },
  },
};

export const THINKING: Rule = {
  type: "object",
  optional: true,
  properties: { type: { type: "string", oneOf: ["enabled", "disabled", "auto"] } },
};

/** Ranges of the X1 family only; elsewhere the WebSocket does not know these names. */
export const X1_SAMPLING: Properties = {
  top_p: { type: "number", above: 0, max: 1, optional: true },
  presence_penalty: { type: "number", min: 0, max: 3, optional: true },
  frequency_penalty: { type: "number", min: 0, max: 1, optional: true },
};

/**
 * The function's name follows the HTTP page (32 letters, digits, underscores). Letters of any
 * script are allowed, because the WebSocket page's own example is called 天气查询.
 */
const FUNCTION: Rule = {
  type: "object",
  properties: {
    name: { type: "string", pattern: /^[\p{L}\p{N}_]{1,32}$/u },
    description: { type: "string" },
    parameters: {
      type: "object",
      open: true,
      properties: {
        type: { type: "string", oneOf: ["object"] },
        properties: { type: "object", open: true, properties: {} },
        required: { type: "array", items: { type: "string" } },
      },
    },
  },
};

/**
 * Builds the rule for a request. Whether Spark ignores or rejects undocumented fields is unknown;
 * the simulator rejects them, so that none is sent by accident.
 */
export function toRequestRule(endpoint: Endpoint): Rule {
  return {
    type: "object",
    properties: {
      header: {
        type: "object",
        properties: {
          app_id: { type: "string", minLength: 1 },
          uid: { type: "string", maxLength: 32, optional: true },
          patch_id: { type: "array", items: { type: "string", maxLength: 32 }, optional: true },
        },
      },
      parameter: {
        type: "object",
        properties: { chat: { type: "object", properties: toChatProperties(endpoint) } },
      },
      payload: {
        type: "object",
        properties: {
          message: {
            type: "object",
            properties: { text: { type: "array", minItems: 1, items: toTurnRule(endpoint) } },
          },
          ...(endpoint.functions && {
            functions: {
              type: "object",
              optional: true,
              properties: { text: { type: "array", minItems: 1, items: FUNCTION } },
            },
          }),
        },
      },
    },
  };
}

function toChatProperties({ kind, maxTokens, search }: Endpoint): Properties {
  return {
    domain: { type: "string" },
    // X1's own WebSocket example sends 0, which the others reject.
    temperature:
      kind === "x1"
        ? { type: "number", min: 0, max: 2, optional: true }
        : { type: "number", above: 0, max: 1, optional: true },
    top_k: topK,
    max_tokens: { type: "integer", min: 1, max: maxTokens, optional: true },
    chat_id: text,
    auditing: text,
    question_type: text,
    random_threshold: { type: "number", min: 0, max: 1, optional: true },
    show_ref_label: flag,
    search_disable: flag,
    enable_thinking: flag,
    ...(search && { tools: { type: "array", items: SEARCH_TOOL, optional: true } }),
    ...(kind === "x1" && { thinking: THINKING, ...X1_SAMPLING }),
  };
}

const SEARCH_TOOL: Rule = {
  type: "object",
  properties: { type: { type: "string", oneOf: ["web_search"] }, web_search: WEB_SEARCH },
};

function toTurnRule({ kind, system }: Endpoint): Rule {
  return {
    type: "object",
    properties: {
      role: {
        type: "string",
        oneOf: system ? ["system", "user", "assistant"] : ["user", "assistant"],
      },
      // An empty turn in the history makes every later call fail (CowAgent#1807).
      content: { type: "string", minLength: 1 },
      content_type: {
        type: "string",
        oneOf: kind === "image" ? ["text", "image"] : ["text"],
        optional: true,
      },
    },
  };
}
