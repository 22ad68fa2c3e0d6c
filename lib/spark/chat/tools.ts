import { GatewayError } from "../../core/errors";
import type { FunctionDefinition, Generation } from "../../core/generation";
import { type Catalogue, toAlternatives } from "../catalogue";
import type { Model } from "../models";
import { type FunctionNames, createFunctionNames } from "./function-names";
import type { SparkFunction } from "./request";

/** What may be called. */
export type Tools = {
  /** Empty when nothing may be called: then nothing is sent, since an empty list breaks Lite. */
  functions: readonly SparkFunction[];
  /** Whether there must be a call; with one function, it is that one. */
  isForced: boolean;
  names: FunctionNames;
};

/** @throws GatewayError `unsupported` or `invalid-request` */
export function toTools(
  generation: Generation,
  model: Model,
  catalogue: Pick<Catalogue, "listIds">,
): Tools {
  const { functions: declared, toolChoice: choice } = generation;
  const known = dropTwins(declared.value);
  const names = createFunctionNames([...known.map(({ name }) => name), ...listCalled(generation)]);
  const chosen = choice.value.names === null ? known : pick(known, choice.value.names, choice.name);
  if (chosen.length > 0 && !model.tools) {
    throw new GatewayError({
      kind: "unsupported",
      message: `The model \`${model.id}\` calls no functions: choose ${toAlternatives(catalogue.listIds("tools"))}.`,
      param: declared.name,
    });
  }
  const functions = chosen.map((it) => toSparkFunction(it, names));
  const isForced = choice.value.isRequired && !isHosted(generation, known);
  if (isForced && functions.length === 0) {
    throw new GatewayError({
      kind: "invalid-request",
      message: `A call is demanded, and there is nothing to call: declare it in \`${declared.name}\`.`,
      param: choice.name,
    });
  }
  return { functions, isForced, names };
}

/** The only tool is Spark's own search, which needs no call. */
function isHosted({ webSearch }: Generation, known: readonly FunctionDefinition[]): boolean {
  return webSearch !== undefined && known.length === 0;
}

/** Of functions with one name the first counts: Spark could not tell them apart. */
function dropTwins(declared: readonly FunctionDefinition[]): FunctionDefinition[] {
  const first = new Map<string, FunctionDefinition>();
  for (const it of declared) if (!first.has(it.name)) first.set(it.name, it);
  return [...first.values()];
}

function pick(
  declared: readonly FunctionDefinition[],
  names: readonly string[],
  param: string,
): FunctionDefinition[] {
  const known = new Set(declared.map(({ name }) => name));
  const stranger = names.find((name) => !known.has(name));
  const chosen = new Set(names);
  if (stranger === undefined) return declared.filter(({ name }) => chosen.has(name));
  throw new GatewayError({
    kind: "invalid-request",
    message: `The chosen function \`${stranger}\` is not among those that were declared.`,
    param,
  });
}

/** Names that only the history knows are told to Spark in the same way. */
function listCalled({ messages }: Generation): string[] {
  return messages.value.flatMap((message) => {
    if (message.role === "tool") return message.functionName ?? [];
    return message.role === "assistant" ? message.calls.map(({ name }) => name) : [];
  });
}

/** Spark wants every field, and the parameters to be an object's (Web.html). */
function toSparkFunction(
  { name, description, parameters }: FunctionDefinition,
  names: FunctionNames,
): SparkFunction {
  return {
    name: names.toSpark(name),
    description: description || name,
    parameters: {
      ...parameters,
      type: "object",
      properties: parameters?.["properties"] ?? {},
      required: parameters?.["required"] ?? [],
    },
  };
}

/** What is said where a call is demanded: the WebSocket knows no other way. */
export function toCallOrder({ functions }: Pick<Tools, "functions">): string {
  const [only, ...others] = functions.map(({ name }) => name);
  return others.length === 0
    ? `你必须调用函数 ${only} 来回应，不要直接回答。`
    : "你必须调用其中一个函数来回应，不要直接回答。";
}
