import type { Catalogue } from "../../spark/catalogue";
import { VERSIONED_ID } from "../../spark/models";

/** The ids behind names of models that are given away, each once. @throws Error that names the variable */
export function requireGivenIds(
  variable: string,
  names: readonly string[],
  catalogue: Catalogue,
): readonly string[] {
  // Several names may mean one model.
  return [...new Set(names.map((name) => requireId(variable, name, catalogue)))];
}

function requireId(variable: string, model: string, catalogue: Catalogue): string {
  const id = catalogue.findId(model);
  if (id !== undefined && id !== VERSIONED_ID) return id;
  // It stands for another model with each of its versions, the dearest too.
  const known = catalogue.ids.filter((one) => one !== VERSIONED_ID).join(", ");
  throw new Error(`${variable}: ${model} is none of ${known}.`);
}
