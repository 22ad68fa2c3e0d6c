import { explainIssue } from "../common/explain-issue";
import { leaveOut, requireFields } from "../common/read-fields";
import { chatRequest, type ChatRequest, KNOWN_FIELDS } from "./request-schema";
import { refuseUnsupported } from "./unsupported";

export type ReadRequest = {
  request: ChatRequest;
  /** Fields that the schema does not know. */
  unknownFields: readonly string[];
  /** Fields with a value that means nothing, as some clients send for "no limit". */
  emptyFields: readonly string[];
};

/** Those whose inside is the caller's own, and is followed to its end. */
const NESTED_FIELDS = ["tools", "functions", "response_format"];

/**
 * A parsed JSON body as a request. Null means absent for every optional field, and so do the values
 * that say nothing; unknown fields pass.
 * @throws GatewayError `invalid-request` or `unsupported`, whose `param` names the field.
 */
export function readChatRequest(body: unknown): ReadRequest {
  const fields = requireFields(body, {
    required: "`model` and `messages`",
    nested: NESTED_FIELDS,
  });
  const emptyFields = Object.entries(EMPTY_VALUES).flatMap(([name, { isEmpty }]) =>
    isEmpty(fields[name]) ? name : [],
  );
  const given = leaveOut(fields, emptyFields);
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
