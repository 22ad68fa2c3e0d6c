import { GatewayError } from "../../core/errors";
import { isRecord } from "../../core/json";
import { isTooDeep } from "./json-limits";

/** The fields of a parsed JSON object. */
export type Fields = Readonly<Record<string, unknown>>;

/** Far more fields than any of these APIs has; millions of names would block the process. */
export const MAX_FIELDS = 1000;

/**
 * Checks that a parsed JSON body is an object.
 * @param required the required fields, for the error: `` `model` and `messages` ``
 * @param nested fields whose content comes from the caller and is checked to its full depth
 * @throws GatewayError `invalid-request`
 */
export function requireFields(
  body: unknown,
  { required, nested }: { required: string; nested: readonly string[] },
): Fields {
  if (!isRecord(body)) {
    throw invalid(`The request body must be a JSON object with ${required}.`, null);
  }
  if (Object.keys(body).length > MAX_FIELDS) {
    throw invalid(`The request body has more than ${MAX_FIELDS} fields: send fewer.`, null);
  }
  for (const name of nested) {
    if (isTooDeep(body[name]))
      throw invalid(`\`${name}\` is nested too deep: make it flatter.`, name);
  }
  return body;
}

/** Removes nulls and the given fields. Usually there are none, and then the body is not copied. */
export function leaveOut(body: Fields, names: readonly string[] = []): Fields {
  if (names.length === 0 && !Object.values(body).includes(null)) return body;
  return Object.fromEntries(
    Object.entries(body).filter(([name, value]) => value !== null && !names.includes(name)),
  );
}

function invalid(message: string, param: string | null): GatewayError {
  return new GatewayError({ kind: "invalid-request", message, param });
}
