import { z } from "zod";

import { isPart, type Part, type Parts } from "./json";

/**
 * Zod's schemas as JSON Schema, referring to each other by name. Answers hold nothing that is not
 * named; a request may.
 * @param refused kinds that are only read in order to be refused, by their type
 */
export function toJsonSchemas(
  named: Readonly<Record<string, z.ZodType>>,
  { io, refused = {} }: { io: "input" | "output"; refused?: Readonly<Record<string, unknown>> },
): Parts {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(named)) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, {
    io,
    uri: (id) => `#/components/schemas/${id}`,
    override: ({ jsonSchema }) => {
      // To JSON Schema that would mean a field which nobody may send.
      delete jsonSchema.readOnly;
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
      const served = jsonSchema.oneOf?.filter((branch) => isServed(branch, refused)) ?? [];
      if (served.length > 0) jsonSchema.oneOf = served;
      if (served.length === 1) {
        delete jsonSchema.oneOf;
        Object.assign(jsonSchema, served[0]);
      }
    },
  });
  return Object.fromEntries(Object.entries(schemas).map(([id, schema]) => [id, strip(schema)]));
}

/** The document says once for all what its schemas are written in, and where they stand. */
function strip(schema: object): Part {
  const fields = Object.entries(schema);
  return Object.fromEntries(fields.filter(([name]) => name !== "$schema" && name !== "$id"));
}

/** Parts and tools that are only read in order to be refused are none that one may send. */
function isServed(branch: unknown, refused: Readonly<Record<string, unknown>>): boolean {
  const properties = isPart(branch) ? branch["properties"] : undefined;
  const type = isPart(properties) ? properties["type"] : undefined;
  return !(isPart(type) && Object.hasOwn(refused, String(type["const"])));
}
