import { MAX_FIELDS } from "../../api/common/read-fields";
import { isPart, orNull, type Part, type Parts } from "./json";

type Options = {
  /** What the schema that reads a field does not say of it, by the field's name. */
  special?: Parts;
  /** What else means that a field is absent, by its name. */
  empty?: Parts;
  /** Fields of the API that change nothing. */
  ignored?: readonly string[];
};

/** A request as it is read: null means absent for every field that need not be there. */
export function toRequestSchema(
  schema: Part,
  { special = {}, empty = {}, ignored = [] }: Options,
): Part {
  const known = isPart(schema["properties"]) ? schema["properties"] : {};
  const required = Array.isArray(schema["required"]) ? schema["required"] : [];
  const properties = Object.entries(known).map(([name, value]) => {
    const { description, ...described } = isPart(value) ? value : {};
    const own = { ...described, ...special[name] };
    const field = required.includes(name) ? own : orNull(own, empty[name]);
    return [name, { ...field, description }];
  });
  const others = ignored.map((name) => [name, { description: "Accepted and ignored." }]);
  return {
    ...schema,
    description:
      "Null means absent for every optional field. Unknown fields are accepted, ignored, and named " +
      "in `x-spark-ignored`.",
    properties: Object.fromEntries([...properties, ...others]),
    maxProperties: MAX_FIELDS,
  };
}

/** What may be sent of fields that are refused otherwise. */
export function toRefused(rows: readonly { param: string; takes: Part }[]): Parts {
  return Object.fromEntries(rows.map(({ param, takes }) => [param, takes]));
}
