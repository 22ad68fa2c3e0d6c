import type { Endpoint } from "./endpoints";
import { THINKING, WEB_SEARCH, X1_SAMPLING } from "./request-rules";
import type { Rule } from "./schema";

type Properties = Readonly<Record<string, Rule>>;

const flag: Rule = { type: "boolean", optional: true };
const FUNCTION_NAME: Rule = { type: "string", pattern: /^[A-Za-z0-9_]{1,32}$/u };

/**
 * Builds the rule for a body. Undocumented fields of the HTTP service (stop, n, seed, …) are
 * rejected, as on the WebSocket.
 */
export function toHttpRule(endpoint: Endpoint): Rule {
  const { kind, maxTokens } = endpoint;
  return {
    type: "object",
    properties: {
      model: { type: "string" },
      messages: { type: "array", minItems: 1, items: toMessageRule(endpoint) },
      user: { type: "string", optional: true },
      stream: flag,
      top_k: { type: "integer", min: 1, max: 6, optional: true },
      max_tokens: { type: "integer", min: 1, max: maxTokens, optional: true },
      tool_calls_switch: flag,
      suppress_plugin: { type: "array", items: { type: "string" }, optional: true },
      response_format: {
        type: "object",
        optional: true,
        properties: { type: { type: "string", oneOf: ["text", "json_object"] } },
      },
      ...toToolProperties(endpoint),
      ...(kind === "x1" ? X1 : V1),
    },
  };
}

const V1: Properties = {
  temperature: { type: "number", min: 0, max: 2, optional: true },
  top_p: { type: "number", above: 0, max: 1, optional: true },
  presence_penalty: { type: "number", min: -2, max: 2, optional: true },
  frequency_penalty: { type: "number", min: -2, max: 2, optional: true },
};

const X1: Properties = {
  temperature: { type: "number", above: 0, max: 2, optional: true },
  ...X1_SAMPLING,
  thinking: THINKING,
  keep_alive: flag,
};

function toMessageRule({ system }: Endpoint): Rule {
  const roles = ["user", "assistant", "tool", ...(system ? ["system"] : [])];
  return {
    type: "object",
    properties: {
      role: { type: "string", oneOf: roles },
      content: { type: "string" },
      name: { type: "string", optional: true },
      tool_calls: { type: "anything", optional: true },
      tool_call_id: { type: "string", optional: true },
    },
  };
}

function toToolProperties({ functions, search, kind }: Endpoint): Properties {
  const tools = [...(search ? [SEARCH_TOOL] : []), ...(functions ? [FUNCTION_TOOL] : [])];
  if (tools.length === 0) return {};
  return {
    tools: { type: "array", items: { type: "either", rules: tools }, optional: true },
    tool_choice: {
      type: "either",
      optional: true,
      rules: [
        { type: "string", oneOf: ["auto", "none", "required"] },
        ...(kind === "x1" ? X1_CHOICES : [V1_CHOICE]),
      ],
    },
  };
}

const SEARCH_TOOL: Rule = {
  type: "object",
  properties: { type: { type: "string", oneOf: ["web_search"] }, web_search: WEB_SEARCH },
};

const FUNCTION_TOOL: Rule = {
  type: "object",
  properties: {
    type: { type: "string", oneOf: ["function"] },
    function: {
      type: "object",
      properties: {
        name: FUNCTION_NAME,
        description: { type: "string" },
        parameters: { type: "object", open: true, properties: {} },
      },
    },
  },
};

const V1_CHOICE: Rule = {
  type: "object",
  properties: {
    type: { type: "string", oneOf: ["function"] },
    function: { type: "object", properties: { name: FUNCTION_NAME } },
  },
};

/** X1 does not nest the function's name, and accepts a list to choose from. */
const X1_CHOICES: readonly Rule[] = [
  {
    type: "object",
    properties: { type: { type: "string", oneOf: ["function"] }, name: FUNCTION_NAME },
  },
  {
    type: "object",
    properties: {
      type: { type: "string", oneOf: ["allowed_tools"] },
      mode: { type: "string", oneOf: ["auto"] },
      tools: { type: "array", items: { type: "anything" }, minItems: 1 },
    },
  },
];
