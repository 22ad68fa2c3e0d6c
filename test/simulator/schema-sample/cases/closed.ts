export type Schema = Record<string, unknown>;

/** Builds an object schema in which every property is required and no other is allowed. */
export function closed(properties: Schema): Schema {
  const required = Object.keys(properties);
  return { type: "object", properties, required, additionalProperties: false };
}
