import { z } from "zod";

/** A number in the stream, a string in an error body. Any other text is not a Spark code. */
const codeSchema = z
  .union([z.int(), z.stringFormat("digits", /^\d+$/).transform(Number)])
  .nullish()
  .catch(null);
const textSchema = z.string().nullish().catch(null);

const headerSchema = z
  .object({ code: codeSchema, message: textSchema, sid: textSchema })
  .nullish()
  .catch(null);

/**
 * The places where Spark's HTTP services report an error (HTTP调用文档.html): `{error: {code,
 * message}}`, `{code, message, sid}`, MaaS's `{code, msg, Sid}`, and `{header: {code, message,
 * sid}}` of MaaS and the signed services.
 */
export const errorSchema = z.object({
  code: codeSchema,
  message: textSchema,
  msg: textSchema,
  sid: textSchema,
  Sid: textSchema,
  header: headerSchema,
  error: z
    .union([
      z.object({ code: codeSchema, message: textSchema }),
      z.string().transform((message) => ({ code: null, message })),
    ])
    .nullish()
    .catch(null),
});

type ErrorBody = z.output<typeof errorSchema>;

/** An error from Spark. `code` is null if the error has none. */
export type SparkError = { code: number | null; message: string; sid: string | null };

/** Returns the error in a body or event, or undefined if there is none. */
export function findError(body: ErrorBody): SparkError | undefined {
  const { error } = body;
  const code = body.code || body.header?.code;
  if (!error && !code) return undefined;
  const text = findWords(body);
  const mark = SID_AT_THE_END.exec(text);
  return {
    code: error?.code || code || null,
    message: mark ? text.slice(0, mark.index).trimEnd() : text,
    sid: mark?.[1] ?? findSid(body) ?? null,
  };
}

/** Returns the text of a body, whether it is an error or not. */
export function findWords({ error, message, msg, header }: ErrorBody): string {
  return error?.message ?? header?.message ?? message ?? msg ?? "";
}

export function findSid({ sid, Sid, header }: ErrorBody): string | undefined {
  return sid || Sid || header?.sid || undefined;
}

/** Error texts end with the session id: `invalid data (sid: cha000b…)`. */
const SID_AT_THE_END = /\(sid:\s*([^\s()]+)\)\s*$/i;
