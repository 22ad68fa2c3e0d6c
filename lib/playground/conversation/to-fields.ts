import { parseJson } from "../../core/json";
import { FIELDS, type Parameters, toWireName } from "./parameters";

/** Fields of the request by name; what is undefined is not among them. */
export function toFields(parameters: Parameters): Record<string, unknown> {
  const { stream = true, includeUsage = true } = parameters;
  const fields = {
    ...toPlainFields(parameters),
    stop: parameters.stop?.length ? parameters.stop : undefined,
    tools: parameters.tools === undefined ? undefined : parseJson(parameters.tools),
    tool_choice: toToolChoice(parameters.tool_choice),
    response_format: toResponseFormat(parameters.response_format),
    web_search_options: parameters.web_search ? {} : undefined,
    // The page streams unless it is told not to; the others wait for the gateway's own defaults.
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

/** One of OpenAI's words, or else the name of a function. */
function toToolChoice(choice: string | undefined): unknown {
  if (choice === undefined || choice === "") return undefined;
  return TOOL_CHOICES.has(choice) ? choice : { type: "function", function: { name: choice } };
}

/** A whole `json_schema` object is taken as it is; a bare schema gets the name that OpenAI wants. */
function toResponseFormat(format: string | undefined): unknown {
  if (format === undefined || format === "") return undefined;
  if (format === "json_object") return { type: "json_object" };
  const schema = parseJson(format);
  if (typeof schema !== "object" || schema === null) return undefined;
  const isNamed = "schema" in schema && "name" in schema;
  return { type: "json_schema", json_schema: isNamed ? schema : { name: "answer", schema } };
}
