import { type Model, toHttpModel } from "../models";
import type { SparkHttpRequest, SparkNamedChoice } from "./request";
import type { Plan } from "./plan";

/** Converts the plan into the body of Spark's HTTP service (HTTP调用文档.html, X1http.html). */
export function toHttpRequest(plan: Plan, model: Model, uid: string): SparkHttpRequest {
  const { sampling, turns, tools, search, format } = plan;
  const functions = tools.functions.map((it) => ({ type: "function" as const, function: it }));
  const hasFunctions = functions.length > 0;
  const all = [...(search.tool ? [search.tool] : []), ...functions];
  return {
    model: toHttpModel(model),
    messages: turns,
    user: uid,
    stream: true,
    ...sampling,
    tools: all.length > 0 ? all : undefined,
    tool_choice: hasFunctions ? toChoice(plan, model) : undefined,
    tool_calls_switch: hasFunctions ? true : undefined,
    response_format: format ? { type: "json_object" } : undefined,
  };
}

function toChoice({ tools }: Plan, { reasoning }: Model): SparkHttpRequest["tool_choice"] {
  const [only, ...others] = tools.functions;
  if (!tools.isForced || !only) return "auto";
  if (others.length > 0) return "required";
  const named: SparkNamedChoice = reasoning
    ? { type: "function", name: only.name }
    : { type: "function", function: { name: only.name } };
  return named;
}
