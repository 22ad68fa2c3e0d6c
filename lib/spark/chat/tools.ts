import { GatewayError } from "../../core/errors";
import type { FunctionDefinition, Generation } from "../../core/generation";
import { type Catalogue, toAlternatives } from "../catalogue";
import type { Model } from "../models";
import { type FunctionNames, createFunctionNames } from "./function-names";
import type { SparkFunction } from "./request";

/** The functions that may be called. */
export type Tools = {
  /**
   * Empty if nothing may be called. Then the field is omitted, because an empty list breaks Lite.
   */
  functions: readonly SparkFunction[];
  /** Whether the model must call; if there is one function, it must call that one. */
  isForced: boolean;
  names: FunctionNames;
};

/**
 * Selects and renames the functions.
 * @throws GatewayError `unsupported` or `invalid-request`
 */
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

/** Reports whether the only tool is Spark's own search, which needs no call. */
function isHosted({ webSearch }: Generation, known: readonly FunctionDefinition[]): boolean {
  return webSearch !== undefined && known.length === 0;
}

/**
 * Keeps the first of several functions with the same name, because Spark could not tell them apart.
 */
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

/**
 * Lists the functions that the history mentions; their names are converted like the declared ones.
 */
function listCalled({ messages }: Generation): string[] {
  return messages.value.flatMap((message) => {
    if (message.role === "tool") return message.functionName ?? [];
    return message.role === "assistant" ? message.calls.map(({ name }) => name) : [];
  });
}

/** Fills in every field, because Spark requires them all and an object schema (Web.html). */
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

/** Instructs Spark to make a call, because the WebSocket has no other way to force one. */
export function toCallOrder({ functions }: Pick<Tools, "functions">): string {
  const [only, ...others] = functions.map(({ name }) => name);
  return others.length === 0
    ? `你必须调用函数 ${only} 来回应，不要直接回答。`
    : "你必须调用其中一个函数来回应，不要直接回答。";
}
