import type { Rule } from "../schema";

export type MaasModel = {
  readonly id: string;
  readonly contextTokens: number;
  readonly thinks: boolean;
};

/** A few of the ids in use; the real list changes every month. */
export const CHAT_MODELS: readonly MaasModel[] = [
  { id: "xopglm5", contextTokens: 131_072, thinks: true },
  { id: "xopdeepseekv32", contextTokens: 131_072, thinks: true },
  { id: "xop3qwen1b7", contextTokens: 32_768, thinks: false },
  { id: "xsparkx2flash", contextTokens: 262_144, thinks: true },
  { id: "spark-x2.5-1.7b", contextTokens: 131_072, thinks: false },
];

const optionalNumber = (min: number, max: number): Rule => ({
  type: "number",
  min,
  max,
  optional: true,
});

/**
 * Builds the rule for OpenAI's request as MaaS's page and captures show it; anything else is
 * rejected.
 */
export function toChatRule(): Rule {
  return {
    type: "object",
    properties: {
      model: { type: "string" },
      messages: { type: "array", minItems: 1, items: MESSAGE },
      user: { type: "string", optional: true },
      stream: { type: "boolean", optional: true },
      stream_options: {
        type: "object",
        optional: true,
        properties: { include_usage: { type: "boolean" } },
      },
      temperature: optionalNumber(0, 2),
      top_p: optionalNumber(0, 1),
      top_k: { type: "integer", min: 1, optional: true },
      presence_penalty: optionalNumber(-2, 2),
      frequency_penalty: optionalNumber(-2, 2),
      max_completion_tokens: { type: "integer", min: 1, optional: true },
      thinking: {
        type: "object",
        optional: true,
        properties: { type: { type: "string", oneOf: ["enabled", "disabled", "auto"] } },
      },
      response_format: {
        type: "object",
        optional: true,
        properties: { type: { type: "string", oneOf: ["text", "json_object"] } },
      },
      tools: { type: "array", minItems: 1, items: TOOL, optional: true },
      tool_choice: { type: "either", optional: true, rules: [CHOICE_WORD, NAMED_CHOICE] },
    },
  };
}

const MESSAGE: Rule = {
  type: "object",
  properties: {
    role: { type: "string", oneOf: ["system", "user", "assistant", "tool"] },
    content: { type: "string" },
    tool_calls: { type: "anything", optional: true },
    tool_call_id: { type: "string", optional: true },
  },
};

const TOOL: Rule = {
  type: "object",
  properties: {
    type: { type: "string", oneOf: ["function"] },
    function: {
      type: "object",
      properties: {
        name: { type: "string", pattern: /^[A-Za-z0-9_-]{1,64}$/u },
        description: { type: "string", optional: true },
        parameters: { type: "object", open: true, properties: {} },
      },
    },
  },
};

const CHOICE_WORD: Rule = { type: "string", oneOf: ["auto", "none", "required"] };

const NAMED_CHOICE: Rule = {
  type: "object",
  properties: {
    type: { type: "string", oneOf: ["function"] },
    function: { type: "object", properties: { name: { type: "string" } } },
  },
};
