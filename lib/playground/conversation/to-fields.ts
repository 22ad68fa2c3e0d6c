import { parseJson } from "../../core/json";
import { FIELDS, type Parameters, toWireName } from "./parameters";

/** Converts parameters to the request's fields, without undefined ones. */
export function toFields(parameters: Parameters): Record<string, unknown> {
  const { stream = true, includeUsage = true } = parameters;
  const fields = {
    ...toPlainFields(parameters),
    stop: parameters.stop?.length ? parameters.stop : undefined,
    tools: parameters.tools === undefined ? undefined : parseJson(parameters.tools),
    tool_choice: toToolChoice(parameters.tool_choice),
    response_format: toResponseFormat(parameters.response_format),
    web_search_options: parameters.web_search ? {} : undefined,
    // The page streams unless that is switched off; all other fields default to the gateway's
    // values.
    stream: stream ? true : undefined,
    stream_options: stream && includeUsage ? { include_usage: true } : undefined,
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

function toPlainFields(parameters: Parameters): Record<string, unknown> {
  const plain = FIELDS.filter(({ isPlain }) => isPlain);
  return Object.fromEntries(plain.map((field) => [toWireName(field), parameters[field.name]]));
}

const TOOL_CHOICES: ReadonlySet<string> = new Set(["auto", "none", "required"]);

/** Returns one of OpenAI's keywords, or otherwise a function by its name. */
function toToolChoice(choice: string | undefined): unknown {
  if (choice === undefined || choice === "") return undefined;
  return TOOL_CHOICES.has(choice) ? choice : { type: "function", function: { name: choice } };
}

/**
 * Takes a whole `json_schema` object as it is; a bare schema gets the name that OpenAI requires.
 */
function toResponseFormat(format: string | undefined): unknown {
  if (format === undefined || format === "") return undefined;
  if (format === "json_object") return { type: "json_object" };
  const schema = parseJson(format);
  if (typeof schema !== "object" || schema === null) return undefined;
  const isNamed = "schema" in schema && "name" in schema;
  return { type: "json_schema", json_schema: isNamed ? schema : { name: "answer", schema } };
}
