import { GatewayError } from "../errors";
import type { ChatMessage, ChatRequest } from "./schema";

type Row = { param: string; asked: (request: ChatRequest) => boolean; advice: string };

const isPresent = (value: unknown): boolean => value !== undefined && value !== null;
const isFilled = (value: readonly unknown[] | undefined): boolean => (value?.length ?? 0) > 0;

/**
 * What OpenAI's API has and this gateway cannot do: refused rather than dropped in silence, because
 * the answer would not be what the caller asked for (contract §5).
 */
const UNSUPPORTED: readonly Row[] = [
  {
    param: "logprobs",
    asked: ({ logprobs }) => logprobs === true,
    advice: "Spark gives no log probabilities",
  },
  {
    param: "top_logprobs",
    asked: ({ top_logprobs }) => isPresent(top_logprobs),
    advice: "Spark gives no log probabilities",
  },
  {
    param: "logit_bias",
    asked: ({ logit_bias }) => Object.keys(logit_bias ?? {}).length > 0,
    advice: "Spark's tokens cannot be biased",
  },
  {
    param: "modalities",
    asked: ({ modalities }) => modalities?.some((kind) => kind !== "text") ?? false,
    advice: 'the answer is text; send ["text"] or nothing',
  },
  { param: "audio", asked: ({ audio }) => isPresent(audio), advice: "the answer is text only" },
  {
    param: "prediction",
    asked: ({ prediction }) => isPresent(prediction),
    advice: "Spark takes no predicted output",
  },
  { param: "tools", asked: ({ tools }) => isFilled(tools), advice: "tools are not served yet" },
  {
    param: "functions",
    asked: ({ functions }) => isFilled(functions),
    advice: "functions are not served yet",
  },
  {
    param: "response_format",
    asked: ({ response_format }) => (response_format?.type ?? "text") !== "text",
    advice: "structured output is not served yet; ask for JSON in a message",
  },
  {
    param: "web_search_options",
    asked: (request) => isPresent(request.web_search_options),
    advice: "web search is not served yet",
  },
  {
    param: "thinking",
    asked: ({ thinking }) => isPresent(thinking),
    advice: "thinking cannot be switched yet",
  },
  {
    param: "reasoning_effort",
    asked: (request) => isPresent(request.reasoning_effort),
    advice: "thinking cannot be switched yet",
  },
];

/** @throws GatewayError `unsupported` for the first field that asks for what is not there. */
export function refuseUnsupported(request: ChatRequest): void {
  for (const { param, asked, advice } of UNSUPPORTED) {
    if (asked(request)) refuse(param, advice);
  }
  request.messages.forEach((message, index) => refuseMessage(message, `messages[${index}]`));
}

function refuseMessage(message: ChatMessage, param: string): void {
  switch (message.role) {
    case "tool":
    case "function":
      return refuse(`${param}.role`, "tool results are not served yet");
    case "assistant":
      if (isPresent(message.function_call)) {
        return refuse(`${param}.function_call`, "tool calls are not served yet");
      }
      if (isFilled(message.tool_calls ?? undefined)) {
        return refuse(`${param}.tool_calls`, "tool calls are not served yet");
      }
      return;
    case "user":
      if (typeof message.content === "string") return;
      return message.content.forEach(({ type }, index) => {
        const at = `${param}.content[${index}]`;
        if (type === "input_audio") refuse(at, "Spark's chat takes no audio");
        if (type === "file") refuse(at, "Spark's chat takes no files; send their text");
      });
    case "system":
    case "developer":
      return;
  }
}

function refuse(param: string, advice: string): never {
  throw new GatewayError({
    kind: "unsupported",
    message: `\`${param}\` is not supported: ${advice}.`,
    param,
  });
}
