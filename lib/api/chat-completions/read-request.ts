import { explainIssue } from "../common/explain-issue";
import { leaveOut, requireFields } from "../common/read-fields";
import { chatRequest, type ChatRequest, KNOWN_FIELDS } from "./request-schema";
import { refuseUnsupported } from "./unsupported";

export type ReadRequest = {
  request: ChatRequest;
  /** Fields that the schema does not know. */
  unknownFields: readonly string[];
  /** Fields with a no-op value, such as the -1 that some clients send for "no limit". */
  emptyFields: readonly string[];
};

/** Fields whose nested content comes from the caller and is checked to its full depth. */
const NESTED_FIELDS = ["tools", "functions", "response_format"];

/**
 * Validates a parsed JSON body as a chat request. Null and no-op values count as absent for every
 * optional field; unknown fields pass.
 * @throws GatewayError `invalid-request` or `unsupported`, with the field in `param`
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

/** No-op values that some clients send, with their JSON Schema for the OpenAPI document. */
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
