import { readFileSync } from "node:fs";

import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";

const text = readFileSync(new URL("../fixtures/openai-responses.json", import.meta.url), "utf8");

const USAGE = '"usage":{"$ref":"#/components/schemas/ResponseUsage"}';

/**
 * Where OpenAI's service and its document disagree: the service sends no usage until the end, and
 * error codes that the document does not list. Also what has changed since, according to OpenAI's
 * client 6.49.0: a search needs no query, two members may be null, and usage counts cache writes.
 */
const CHANGES: readonly (readonly [string, string])[] = [
  [USAGE, '"usage":{"anyOf":[{"$ref":"#/components/schemas/ResponseUsage"},{"type":"null"}]}'],
  [
    '"enum":["server_error",',
    '"enum":["insufficient_quota","context_length_exceeded","model_not_found","server_error",',
  ],
  // Nothing distinguishes an easy message from a message.
  ['"InputItem": {"oneOf"', '"InputItem": {"anyOf"'],
  ['"required":["type","query"]', '"required":["type"]'],
  [
    '"safety_identifier":{"type":"string","maxLength":64},"prompt_cache_key":{"type":"string"}',
    '"safety_identifier":{"type":["string","null"]},"prompt_cache_key":{"type":["string","null"]}',
  ],
  ['"required":["cached_tokens"]', '"required":["cached_tokens","cache_write_tokens"]'],
];

const changed = CHANGES.reduce((before, [old, fresh]) => {
  if (before.split(old).length !== 2) throw new Error(`The fixture has ${old} not just once.`);
  return before.replace(old, fresh);
}, text);
const document = JSON.parse(changed);

const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
ajv.addSchema(document);

const PLACE = "#/components/schemas/";
const compiled = new Map<string, ValidateFunction>();

/**
 * The schema of each event by type, because a union would only report that none of seventy matches.
 */
const EVENTS: ReadonlyMap<string, string> = new Map(
  document.components.schemas.ResponseStreamEvent.anyOf.map(({ $ref }: { $ref: string }) => {
    const name = $ref.slice(PLACE.length);
    return [document.components.schemas[name].properties.type.enum[0], name];
  }),
);

/** Lists what OpenAI's schema of this name finds wrong with a value. */
export function listProblems(name: string, value: unknown): string[] {
  const validate = compiled.get(name) ?? ajv.compile({ $ref: `openai${PLACE}${name}` });
  compiled.set(name, validate);
  if (validate(value)) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

/** Lists what the schema of its type finds wrong with an event; an unknown type is an error too. */
export function listEventProblems(event: { type: string; annotation?: unknown }): string[] {
  const name = EVENTS.get(event.type);
  if (!name) return [`no event has the type ${event.type}`];
  // The event's own schema accepts any object here.
  const annotation = "annotation" in event ? listProblems("Annotation", event.annotation) : [];
  return [...listProblems(name, event), ...annotation];
}
