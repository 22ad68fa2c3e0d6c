import type { Catalogue } from "../../spark/catalogue";
import { VERSIONED_ID } from "../../spark/models";

/**
 * Resolves model names to ids without duplicates.
 * @throws Error that names the variable
 */
export function requireGivenIds(
  variable: string,
  names: readonly string[],
  catalogue: Catalogue,
): readonly string[] {
  // Several names may refer to one model.
  return [...new Set(names.map((name) => requireId(variable, name, catalogue)))];
}

function requireId(variable: string, model: string, catalogue: Catalogue): string {
  const id = catalogue.findId(model);
  if (id !== undefined && id !== VERSIONED_ID) return id;
  // The versioned id is not allowed, because it also selects the most expensive models.
  const known = catalogue.ids.filter((one) => one !== VERSIONED_ID).join(", ");
  throw new Error(`${variable}: ${model} is none of ${known}.`);
}
