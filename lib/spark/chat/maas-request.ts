import { type Model, toHttpModel } from "../models";
import type { Plan } from "./plan";
import type { SparkFunction, SparkSampling, SparkTurn } from "./request";

/** The body for iFlytek's MaaS: OpenAI's chat request, limited to one choice. */
type MaasRequest = Omit<SparkSampling, "max_tokens"> & {
  model: string;
  messages: readonly SparkTurn[];
  user: string;
  stream: true;
  stream_options: { include_usage: true };
  /** MaaS text models reject `max_tokens`. */
  max_completion_tokens?: number | undefined;
  tools?: readonly { type: "function"; function: SparkFunction }[] | undefined;
  tool_choice?: "auto" | "required" | { type: "function"; function: { name: string } } | undefined;
  response_format?: { type: "json_object" } | undefined;
};

/** Converts the plan into the body for MaaS. */
export function toMaasRequest(plan: Plan, model: Model, uid: string): MaasRequest {
  const { max_tokens: maxTokens, ...sampling } = plan.sampling;
  const { functions } = plan.tools;
  const tools = functions.map((it) => ({ type: "function" as const, function: it }));
  return {
    model: toHttpModel(model),
    messages: plan.turns,
    user: uid,
    stream: true,
    stream_options: { include_usage: true },
    ...sampling,
    max_completion_tokens: maxTokens,
    tools: tools.length > 0 ? tools : undefined,
    tool_choice: tools.length > 0 ? toChoice(plan) : undefined,
    response_format: plan.format ? { type: "json_object" } : undefined,
  };
}

function toChoice({ tools }: Plan): MaasRequest["tool_choice"] {
  const [only, ...others] = tools.functions;
  if (!tools.isForced || !only) return "auto";
  if (others.length > 0) return "required";
  return { type: "function", function: { name: only.name } };
}
