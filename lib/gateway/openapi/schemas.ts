import { z } from "zod";

import { openAiError } from "../../api/openai/error-schema";
import * as answers from "../../api/chat-completions/response-schema";
import { EMPTY_VALUES } from "../../api/chat-completions/read-request";
import { MAX_FIELDS } from "../../api/common/read-fields";
import { message } from "../../api/chat-completions/message-schema";
import { chatRequest } from "../../api/chat-completions/request-schema";
import * as tools from "../../api/chat-completions/tool-schema";
import { UNSUPPORTED, UNSUPPORTED_TYPES } from "../../api/chat-completions/unsupported";
import { IGNORED_FIELDS } from "./fields";
import { isPart, type Part, type Parts, refer } from "./json";

/** What the host decides, as far as the document shows it. */
export type Limits = { maxN: number; modelIds: readonly string[] };

/** Every schema of the document, by name: those that read requests, and those of the answers. */
export function toSchemas(limits: Limits): Parts {
  const { ChatCompletionRequest: request = {}, ...parts } = toJsonSchemas(REQUESTS, "input");
  return {
    ChatCompletionRequest: toRequest(request, limits),
    ...parts,
    ...toJsonSchemas(ANSWERS, "output"),
    ChatCompletionEvent: {
      description: "The `data` of one event. The last event of a whole stream is `[DONE]`.",
      oneOf: [refer("schemas/ChatCompletionChunk"), refer("schemas/Error")],
    },
  };
}

const REQUESTS = {
  ChatCompletionRequest: chatRequest,
  Message: message,
  Tool: tools.tool,
  ToolChoice: tools.toolChoice,
  FunctionDefinition: tools.functionDefinition,
  ResponseFormat: tools.responseFormat,
};

const ANSWERS = {
  ChatCompletion: answers.completion,
  ChatCompletionChunk: answers.chunk,
  Usage: answers.usage,
  ToolCall: answers.toolCall,
  FunctionCall: answers.functionCall,
  Annotation: answers.annotation,
  Model: answers.modelObject,
  ModelList: z.object({ object: z.literal("list"), data: z.array(answers.modelObject) }),
  Error: z.object({ error: openAiError }),
  Health: z.object({ status: z.literal("ok") }),
};

/**
 * Zod's schemas as JSON Schema, referring to each other by name. Answers hold nothing that is not
 * named; a request may.
 */
export function toJsonSchemas(
  named: Readonly<Record<string, z.ZodType>>,
  io: "input" | "output",
): Parts {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(named)) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, {
    io,
    uri: (id) => `#/components/schemas/${id}`,
    override: ({ jsonSchema }) => {
      // To JSON Schema that would mean a field which nobody may send.
      delete jsonSchema.readOnly;
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
      const served = jsonSchema.oneOf?.filter(isServed) ?? [];
      if (served.length > 0) jsonSchema.oneOf = served;
      if (served.length === 1) {
        delete jsonSchema.oneOf;
        Object.assign(jsonSchema, served[0]);
      }
    },
  });
  return Object.fromEntries(Object.entries(schemas).map(([id, schema]) => [id, strip(schema)]));
}

/** The document says once for all what its schemas are written in, and where they stand. */
function strip(schema: object): Part {
  const fields = Object.entries(schema);
  return Object.fromEntries(fields.filter(([name]) => name !== "$schema" && name !== "$id"));
}

/** Parts and tools that are only read in order to be refused are none that one may send. */
function isServed(branch: unknown): boolean {
  const properties = isPart(branch) ? branch["properties"] : undefined;
  const type = isPart(properties) ? properties["type"] : undefined;
  return !(isPart(type) && Object.hasOwn(UNSUPPORTED_TYPES, String(type["const"])));
}

function toRequest(schema: Part, { maxN, modelIds }: Limits): Part {
  const known = isPart(schema["properties"]) ? schema["properties"] : {};
  const required = Array.isArray(schema["required"]) ? schema["required"] : [];
  const refused = Object.fromEntries(UNSUPPORTED.map(({ param, takes }) => [param, takes]));
  const special: Parts = { n: { maximum: maxN }, model: { examples: modelIds } };
  const properties = Object.entries(known).map(([name, value]) => {
    const { description, ...described } = isPart(value) ? value : {};
    const own = { ...described, ...special[name], ...refused[name] };
    const field = required.includes(name) ? own : orNull(own, EMPTY_VALUES[name]?.schema);
    return [name, { ...field, description }];
  });
  const ignored = IGNORED_FIELDS.map((name) => [name, { description: "Accepted and ignored." }]);
  return {
    ...schema,
    description:
      "Null means absent for every optional field. Unknown fields are accepted, ignored, and named " +
      "in `x-spark-ignored`.",
    properties: Object.fromEntries([...properties, ...ignored]),
    maxProperties: MAX_FIELDS,
  };
}

/** @param empty another value that means absent */
export function orNull(schema: Part, empty?: Part): Part {
  const takesAnything = Object.keys(schema).length === 0;
  return takesAnything || schema["type"] === "null"
    ? schema
    : { anyOf: [schema, ...(empty ? [empty] : []), { type: "null" }] };
}
