import type { z } from "zod";

import { GatewayError } from "../../core/errors";
import { isRecord } from "../../core/json";
import { isTooDeep } from "../openai/json-limits";
import { chatRequest, type ChatRequest, KNOWN_FIELDS } from "./request-schema";
import { refuseUnsupported } from "./unsupported";

export type ReadRequest = {
  request: ChatRequest;
  /** Fields that the schema does not know. */
  unknownFields: readonly string[];
  /** Fields with a value that means nothing, as some clients send for "no limit". */
  emptyFields: readonly string[];
};

/**
 * A parsed JSON body as a request. Null means absent for every optional field, and so do the values
 * that say nothing; unknown fields pass.
 * @throws GatewayError `invalid-request` or `unsupported`, whose `param` names the field.
 */
export function readChatRequest(body: unknown): ReadRequest {
  if (!isRecord(body)) {
    throw new GatewayError({
      kind: "invalid-request",
      message: "The request body must be a JSON object with `model` and `messages`.",
      param: null,
    });
  }
  requireFewFields(body);
  for (const name of NESTED_FIELDS) if (isTooDeep(body[name])) throw tooDeep(name);
  const emptyFields = Object.entries(EMPTY_VALUES).flatMap(([name, { isEmpty }]) =>
    isEmpty(body[name]) ? name : [],
  );
  const given = leaveOut(body, emptyFields);
  const result = chatRequest.safeParse(given);
  if (!result.success) throw explainIssue(result.error);
  refuseUnsupported(result.data);
  return {
    request: result.data,
    unknownFields: Object.keys(given).filter((name) => !KNOWN_FIELDS.has(name)),
    emptyFields,
  };
}

const UNLIMITED = { isEmpty: (value: unknown) => value === -1, schema: { const: -1 } };

/** What some clients send to say nothing; as JSON Schema for the document. */
export const EMPTY_VALUES: Readonly<
  Record<
    string,
    { isEmpty: (value: unknown) => boolean; schema: Readonly<Record<string, unknown>> }
  >
> = {
  max_tokens: UNLIMITED,
  max_completion_tokens: UNLIMITED,
  stop: {
    isEmpty: (value) => Array.isArray(value) && value.length === 0,
    schema: { type: "array", maxItems: 0 },
  },
};

/** Those whose inside is the caller's own, and is followed to its end. */
const NESTED_FIELDS = ["tools", "functions", "response_format"];

type Body = Readonly<Record<string, unknown>>;

/** Leaves nulls out, and these. Hardly anyone sends one; then the body needs no copy. */
function leaveOut(body: Body, names: readonly string[]): Body {
  if (names.length === 0 && !Object.values(body).includes(null)) return body;
  return Object.fromEntries(
    Object.entries(body).filter(([name, value]) => value !== null && !names.includes(name)),
  );
}

function tooDeep(name: string): GatewayError {
  const message = `\`${name}\` is nested too deep: make it flatter.`;
  return new GatewayError({ kind: "invalid-request", message, param: name });
}

/** Far more than OpenAI's API has; a body of millions of names would keep the process busy. */
export const MAX_FIELDS = 1000;

function requireFewFields(body: object): void {
  if (Object.keys(body).length <= MAX_FIELDS) return;
  throw new GatewayError({
    kind: "invalid-request",
    message: `The request body has more than ${MAX_FIELDS} fields: send fewer.`,
    param: null,
  });
}

function explainIssue(error: z.ZodError): GatewayError {
  const [first] = error.issues;
  const issue = first && pinpoint(first, []);
  const param = issue ? toParam(issue.path) : null;
  const message = issue ? `\`${param}\`: ${issue.message}.` : "The request is not valid.";
  return new GatewayError({ kind: "invalid-request", message, param: param ?? null });
}

type Issue = { path: readonly PropertyKey[]; message: string };

/** Of a union's branches, the one that got furthest is the one that the caller meant. */
function pinpoint(issue: z.core.$ZodIssue, base: readonly PropertyKey[]): Issue {
  const path = [...base, ...issue.path];
  if (issue.code !== "invalid_union" || issue.errors.length === 0) {
    return { path, message: word(issue) };
  }
  const branches = issue.errors.flatMap(([inner]) => (inner ? [pinpoint(inner, path)] : []));
  const deepest = branches.reduce<Issue | undefined>(
    (best, branch) => (best && best.path.length >= branch.path.length ? best : branch),
    undefined,
  );
  if (!deepest || deepest.path.length > path.length)
    return deepest ?? { path, message: word(issue) };
  const messages = branches.map((branch) => branch.message.replace("Invalid input: ", ""));
  return { path, message: [...new Set(messages)].join(", or ") };
}

function word(issue: z.core.$ZodIssue): string {
  if (issue.code === "invalid_type" && issue.message.endsWith("received undefined")) {
    return `is missing (${issue.expected} expected)`;
  }
  if (issue.code === "invalid_union" && issue.discriminator !== undefined) {
    return "is missing or not one of those that this gateway knows";
  }
  return issue.message;
}

/** `["messages", 0, "content"]` as `messages[0].content`; null for the body itself. */
function toParam(path: readonly PropertyKey[]): string | null {
  if (path.length === 0) return null;
  return path
    .map((key, at) => (typeof key === "number" ? `[${key}]` : `${at > 0 ? "." : ""}${String(key)}`))
    .join("");
}
