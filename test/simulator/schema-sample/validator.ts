import { Ajv2020 } from "ajv/dist/2020.js";
import { RE2JS } from "re2js";

import type { Keywords, Schema } from "./demand";
import { DOCUMENT_ID } from "./document";

export type Accepts = (schema: Schema, value: unknown) => boolean;

/** Creates a validator for parts of a document, each compiled on first use. */
export function createValidator(root: Schema): Accepts {
  const patterns = new Map<string, RE2JS>();
  const compile = (text: string) => {
    const pattern = patterns.get(text) ?? RE2JS.compile(text);
    patterns.set(text, pattern);
    return { test: (value: string) => pattern.matcher(value).find(), toString: () => text };
  };
  const ajv = new Ajv2020({
    strict: false,
    validateFormats: false,
    validateSchema: false,
    addUsedSchema: false,
    logger: false,
    // Each check runs only a few times, so optimising it is not worth the time.
    code: { optimize: false, regExp: Object.assign(compile, { code: "linear" }) },
  });
  ajv.addSchema(root, DOCUMENT_ID);
  const compiled = new WeakMap<Keywords, (value: unknown) => boolean>();
  return (schema, value) => {
    if (typeof schema === "boolean") return schema;
    const known = compiled.get(schema) ?? toCheck(() => ajv.compile(schema));
    compiled.set(schema, known);
    return known(value);
  };
}

/**
 * The maximum number of failed checks: a reference that only leads back to itself overflows the
 * stack, which is slow.
 */
const MAX_FAULTS = 20;

/** Compiles a check that rejects everything if it cannot be compiled or keeps failing to end. */
function toCheck(compile: () => (value: unknown) => unknown): (value: unknown) => boolean {
  let faults = 0;
  try {
    const validate = compile();
    return (value) => {
      if (faults >= MAX_FAULTS) return false;
      try {
        return validate(value) === true;
      } catch {
        faults += 1;
        return false;
      }
    };
  } catch {
    return () => false;
  }
}
