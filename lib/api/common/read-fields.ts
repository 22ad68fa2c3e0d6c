import { GatewayError } from "../../core/errors";
import { isRecord } from "../../core/json";
import { isTooDeep } from "./json-limits";

/** A parsed JSON object, by its fields. */
export type Fields = Readonly<Record<string, unknown>>;

/** Far more than any of these APIs has; a body of millions of names would keep the process busy. */
export const MAX_FIELDS = 1000;

/**
 * A parsed JSON body as an object whose fields may be read.
 * @param required names the fields that it must have, for the error: `` `model` and `messages` ``
 * @param nested fields whose inside is the caller's own, and is followed to its end
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

/** Leaves nulls out, and these. Hardly anyone sends one; then the body needs no copy. */
export function leaveOut(body: Fields, names: readonly string[] = []): Fields {
  if (names.length === 0 && !Object.values(body).includes(null)) return body;
  return Object.fromEntries(
    Object.entries(body).filter(([name, value]) => value !== null && !names.includes(name)),
  );
}

function invalid(message: string, param: string | null): GatewayError {
  return new GatewayError({ kind: "invalid-request", message, param });
}
