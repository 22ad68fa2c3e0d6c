import { ANTHROPIC_ERRORS } from "./anthropic-errors";
import { ERRORS } from "./errors";
import { LIMIT_HEADERS, referHeaders } from "./headers";
import { type Part, type Parts, refer } from "./json";

/** Describes the errors of a path that both APIs share, in the format of the API that was used. */
export function listEitherErrors(...statuses: readonly number[]): Part {
  return Object.fromEntries(statuses.map((status) => [status, toEither(String(status))]));
}

type Row = { what: string; headers: readonly string[] };
const OPENAI: Readonly<Record<string, Row>> = ERRORS;
const ANTHROPIC: Readonly<Record<string, Row>> = ANTHROPIC_ERRORS;
const SCHEMAS: Parts = {
  openai: refer("schemas/Error"),
  anthropic: refer("schemas/AnthropicError"),
};

function toEither(status: string): Part {
  const rows = [OPENAI[status], ANTHROPIC[status]].flatMap((row) => row ?? []);
  const headers = rows.flatMap((row) => row.headers);
  return {
    description: rows[0]?.what,
    headers: referHeaders("x-request-id", "request-id", ...headers, ...LIMIT_HEADERS),
    content: { "application/json": { schema: { anyOf: Object.values(SCHEMAS) } } },
  };
}
