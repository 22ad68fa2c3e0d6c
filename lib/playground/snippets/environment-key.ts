import type { CredentialMode } from "../conversation/store";
import { ANY_KEY, KEY_VARIABLES } from "./credential";

/** The key as an expression of JavaScript, read from the environment. */
export function toEnvironmentKey(credential: CredentialMode): string {
  const names = KEY_VARIABLES[credential];
  if (names.length === 0) return `"${ANY_KEY}"`;
  return names.length === 1 ? `process.env.${names[0]}` : `\`${toPlaces(names)}\``;
}

/** The value of the header, as a template; null where none is needed. */
export function toBearerTemplate(credential: CredentialMode): string | null {
  const names = KEY_VARIABLES[credential];
  return names.length === 0 ? null : `\`Bearer ${toPlaces(names)}\``;
}

function toPlaces(names: readonly string[]): string {
  return names.map((name) => `\${process.env.${name}}`).join(":");
}
