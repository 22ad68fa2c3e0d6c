import { isRecord } from "../../../core/json";
import { explainIssue } from "../../common/explain-issue";
import { type Fields, leaveOut, requireFields } from "../../common/read-fields";
import { KNOWN_FIELDS, type ResponseRequest, responseRequest } from "./request-schema";
import { SEARCH_TYPES } from "./tool-schema";
import { invalid, refuseUnsupported } from "./unsupported";

export type ReadRequest = {
  request: ResponseRequest;
  /** The fields as sent, without nulls; the answer repeats some of them. */
  sent: Fields;
  /** Fields that the schema does not know. */
  unknownFields: readonly string[];
};

/** Fields whose nested content comes from the caller and is checked to its full depth. */
const NESTED_FIELDS = ["tools", "text", "metadata"];

/**
 * Validates a parsed JSON body as a Responses request. Null counts as absent for every optional
 * field; unknown fields pass.
 * @throws GatewayError `invalid-request` or `unsupported`, with the field in `param`
 */
export function readResponseRequest(body: unknown): ReadRequest {
  const fields = requireFields(body, { required: "`model` and `input`", nested: NESTED_FIELDS });
  const sent = leaveOut(fields);
  if (sent["input"] === undefined && sent["messages"] !== undefined) {
    throw invalid("input", "is missing; `messages` belong to /v1/chat/completions");
  }
  requireServedChoice(sent["tool_choice"]);
  const result = responseRequest.safeParse(sent);
  if (!result.success) throw explainIssue(result.error);
  refuseUnsupported(result.data);
  return {
    request: result.data,
    sent,
    unknownFields: Object.keys(sent).filter((name) => !KNOWN_FIELDS.has(name)),
  };
}

/** Rejects the choice of one of OpenAI's own tools, which the gateway drops. */
function requireServedChoice(choice: unknown): void {
  if (!isRecord(choice) || CHOICES.has(choice["type"])) return;
  throw invalid("tool_choice", "must name a function, a custom tool, web_search or allowed_tools");
}

const CHOICES: ReadonlySet<unknown> = new Set([
  "function",
  "custom",
  "allowed_tools",
  ...SEARCH_TYPES,
]);
