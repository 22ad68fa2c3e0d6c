import { z } from "zod";

import { isPart, type Part, type Parts } from "./json";

/**
 * Converts zod schemas into JSON Schema, with references to each other by name. Responses allow no
 * additional members; requests may.
 * @param refused types that are parsed only to be rejected
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
      // In JSON Schema, readOnly means that clients must not send the field.
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

/** Removes the draft and the id of a schema, which the document states once for all of them. */
function strip(schema: object): Part {
  const fields = Object.entries(schema);
  return Object.fromEntries(fields.filter(([name]) => name !== "$schema" && name !== "$id"));
}

/** Reports whether a part or tool may be sent; some types are parsed only to be rejected. */
function isServed(branch: unknown, refused: Readonly<Record<string, unknown>>): boolean {
  const properties = isPart(branch) ? branch["properties"] : undefined;
  const type = isPart(properties) ? properties["type"] : undefined;
  return !(isPart(type) && Object.hasOwn(refused, String(type["const"])));
}
