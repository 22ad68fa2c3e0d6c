/** A part of the document; generated parts have no more precise type. */
export type Part = Readonly<Record<string, unknown>>;
export type Parts = Readonly<Record<string, Part>>;

export const refer = (to: string): Part => ({ $ref: `#/components/${to}` });

export function isPart(value: unknown): value is Part {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * Makes a schema nullable.
 * @param empty another value that means absent
 */
export function orNull(schema: Part, empty?: Part): Part {
  const takesAnything = Object.keys(schema).length === 0;
  return takesAnything || schema["type"] === "null"
    ? schema
    : { anyOf: [schema, ...(empty ? [empty] : []), { type: "null" }] };
}
