import { MAX_FIELDS } from "../../api/common/read-fields";
import { isPart, orNull, type Part, type Parts } from "./json";

type Options = {
  /** Constraints that the validating schema does not express, by field name. */
  special?: Parts;
  /** Values other than null that mean absent, by field name. */
  empty?: Parts;
  /** Fields of the API that have no effect. */
  ignored?: readonly string[];
};

/** Describes a request as it is validated: null means absent for every optional field. */
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

/** Lists the values that are allowed for fields that are otherwise rejected. */
export function toRefused(rows: readonly { param: string; takes: Part }[]): Parts {
  return Object.fromEntries(rows.map(({ param, takes }) => [param, takes]));
}
