import { GatewayError } from "../errors";
import type { ChatMessage, ChatRequest } from "./schema";

type Row = { param: string; asked: (request: ChatRequest) => boolean; advice: string };

const isPresent = (value: unknown): boolean => value !== undefined && value !== null;

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
];

/** @throws GatewayError `unsupported` for the first field that asks for what is not there. */
export function refuseUnsupported(request: ChatRequest): void {
  for (const { param, asked, advice } of UNSUPPORTED) {
    if (asked(request)) refuse(param, advice);
  }
  request.tools?.forEach(({ type }, index) => {
    if (type === "custom") refuse(`tools[${index}]`, "Spark calls functions alone");
  });
  const choice = request.tool_choice;
  if (typeof choice === "object" && choice.type === "custom") {
    refuse("tool_choice", "Spark calls functions alone");
  }
  request.messages.forEach((message, index) => refuseParts(message, `messages[${index}]`));
}

function refuseParts(message: ChatMessage, param: string): void {
  if (message.role !== "user" || typeof message.content === "string") return;
  message.content.forEach(({ type }, index) => {
    const at = `${param}.content[${index}]`;
    if (type === "input_audio") refuse(at, "Spark's chat takes no audio");
    if (type === "file") refuse(at, "Spark's chat takes no files; send their text");
  });
}

function refuse(param: string, advice: string): never {
  throw new GatewayError({
    kind: "unsupported",
    message: `\`${param}\` is not supported: ${advice}.`,
    param,
  });
}
