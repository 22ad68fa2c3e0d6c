import { isRecord } from "../../../core/json";
import { explainIssue } from "../../common/explain-issue";
import { type Fields, leaveOut, requireFields } from "../../common/read-fields";
import { KNOWN_FIELDS, type ResponseRequest, responseRequest } from "./request-schema";
import { SEARCH_TYPES } from "./tool-schema";
import { invalid, refuseUnsupported } from "./unsupported";

export type ReadRequest = {
  request: ResponseRequest;
  /** As the caller sent them, but for nulls: the answer repeats some. */
  sent: Fields;
  /** Fields that the schema does not know. */
  unknownFields: readonly string[];
};

/** Those whose inside is the caller's own, and is followed to its end. */
const NESTED_FIELDS = ["tools", "text", "metadata"];

/**
 * A parsed JSON body as a request. Null means absent for every optional field; unknown fields pass.
 * @throws GatewayError `invalid-request` or `unsupported`, whose `param` names the field.
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

/** A choice of one of OpenAI's own tools, which are left out here. */
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
