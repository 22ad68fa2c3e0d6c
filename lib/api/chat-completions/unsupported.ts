import { GatewayError } from "../../core/errors";
import type { ChatMessage, ChatRequest } from "./request-schema";

type Row = {
  param: string;
  asked: (request: ChatRequest) => boolean;
  /**
   * The value that is allowed because it requests nothing, as JSON Schema. Null is always allowed.
   */
  takes: Readonly<Record<string, unknown>>;
  advice: string;
};

const isPresent = (value: unknown): boolean => value !== undefined && value !== null;

/**
 * Features of OpenAI's API that this gateway does not support. They are rejected rather than
 * silently dropped, because the answer would not be what the caller asked for.
 */
export const UNSUPPORTED: readonly Row[] = [
  {
    param: "logprobs",
    asked: ({ logprobs }) => logprobs === true,
    takes: { type: "boolean", const: false },
    advice: "Spark gives no log probabilities",
  },
  {
    param: "top_logprobs",
    asked: ({ top_logprobs }) => isPresent(top_logprobs),
    takes: { type: "null" },
    advice: "Spark gives no log probabilities",
  },
  {
    param: "logit_bias",
    asked: ({ logit_bias }) => Object.keys(logit_bias ?? {}).length > 0,
    takes: { type: "object", maxProperties: 0 },
    advice: "Spark's tokens cannot be biased",
  },
  {
    param: "modalities",
    asked: ({ modalities }) => modalities?.some((kind) => kind !== "text") ?? false,
    takes: { type: "array", items: { type: "string", const: "text" } },
    advice: 'the answer is text; send ["text"] or nothing',
  },
  {
    param: "audio",
    asked: ({ audio }) => isPresent(audio),
    takes: { type: "null" },
    advice: "the answer is text only",
  },
  {
    param: "prediction",
    asked: ({ prediction }) => isPresent(prediction),
    takes: { type: "null" },
    advice: "Spark takes no predicted output",
  },
];

/** Part and tool types of OpenAI's API that the gateway does not support. */
export const UNSUPPORTED_TYPES = {
  custom: "Spark calls functions alone",
  input_audio: "Spark's chat takes no audio",
  file: "Spark's chat takes no files; send their text",
} as const;

/**
 * Rejects unsupported features.
 * @throws GatewayError `unsupported` for the first one
 */
export function refuseUnsupported(request: ChatRequest): void {
  for (const { param, asked, advice } of UNSUPPORTED) {
    if (asked(request)) refuse(param, advice);
  }
  request.tools?.forEach(({ type }, index) => {
    if (type === "custom") refuse(`tools[${index}]`, UNSUPPORTED_TYPES[type]);
  });
  const choice = request.tool_choice;
  if (typeof choice === "object" && choice.type === "custom") {
    refuse("tool_choice", UNSUPPORTED_TYPES[choice.type]);
  }
  request.messages.forEach((message, index) => refuseParts(message, `messages[${index}]`));
}

function refuseParts(message: ChatMessage, param: string): void {
  if (message.role !== "user" || typeof message.content === "string") return;
  message.content.forEach(({ type }, index) => {
    if (type === "input_audio" || type === "file") {
      refuse(`${param}.content[${index}]`, UNSUPPORTED_TYPES[type]);
    }
  });
}

function refuse(param: string, advice: string): never {
  throw new GatewayError({
    kind: "unsupported",
    message: `\`${param}\` is not supported: ${advice}.`,
    param,
  });
}
