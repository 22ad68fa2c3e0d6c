import { GatewayError } from "../../../core/errors";
import type { ResponseRequest } from "./request-schema";

type Row = {
  param: string;
  asked: (request: ResponseRequest) => boolean;
  /**
   * The value that is allowed because it requests nothing, as JSON Schema. Null is always allowed.
   */
  takes: Readonly<Record<string, unknown>>;
  advice: string;
};

/**
 * Features of OpenAI's API that this gateway does not support. They are rejected, because the
 * answer would not be what the caller asked for.
 */
export const UNSUPPORTED: readonly Row[] = [
  {
    param: "conversation",
    asked: ({ conversation }) => conversation !== undefined,
    takes: { type: "null" },
    advice: "send the whole history in `input`",
  },
  {
    param: "background",
    asked: ({ background }) => background === true,
    takes: { type: "boolean", const: false },
    advice: "nothing runs in the background here; stream the answer",
  },
  {
    param: "prompt",
    asked: ({ prompt }) => prompt !== undefined,
    takes: { type: "null" },
    advice: "the gateway has no stored prompts; send the text",
  },
  {
    param: "top_logprobs",
    asked: ({ top_logprobs: count = 0 }) => count > 0,
    takes: { type: "number", maximum: 0 },
    advice: "Spark gives no log probabilities",
  },
];

/**
 * Rejects unsupported features.
 * @throws GatewayError `unsupported` for the first one
 */
export function refuseUnsupported(request: ResponseRequest): void {
  for (const { param, asked, advice } of UNSUPPORTED) {
    if (asked(request)) throw unsupported(param, advice);
  }
}

export function unsupported(param: string, advice: string): GatewayError {
  return new GatewayError({
    kind: "unsupported",
    message: `\`${param}\` is not supported: ${advice}.`,
    param,
  });
}

export function invalid(param: string, problem: string): GatewayError {
  return new GatewayError({
    kind: "invalid-request",
    message: `\`${param}\`: ${problem}.`,
    param,
  });
}
