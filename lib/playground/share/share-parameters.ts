import { type Field, FIELDS, type Parameters } from "../conversation/parameters";

/** Returns the known parameters of the right type; the rest is left out. */
export function readParameters(value: Readonly<Record<string, unknown>>): Parameters {
  return Object.fromEntries(
    FIELDS.flatMap((field) => {
      const { name } = field;
      return Object.hasOwn(value, name) && isRight(value[name], field) ? [[name, value[name]]] : [];
    }),
  );
}

function isRight(value: unknown, field: Field): boolean {
  switch (field.kind) {
    case "number":
      return typeof value === "number" && Number.isFinite(value) && (field.isSafe?.(value) ?? true);
    case "text":
    case "tools":
    case "toolChoice":
    case "format":
      return typeof value === "string";
    case "size":
      return typeof value === "string" && /^[1-9]\d{0,4}x[1-9]\d{0,4}$/.test(value);
    case "lines":
      return Array.isArray(value) && value.every((line) => typeof line === "string");
    case "choice":
      return typeof value === "string" && field.values.includes(value);
    case "flag":
      return typeof field.start === "boolean" ? typeof value === "boolean" : value === field.start;
  }
}
