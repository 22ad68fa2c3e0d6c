import type { CredentialMode } from "../conversation/store";
import { ANY_KEY, KEY_VARIABLES } from "./credential";

/** Returns a JavaScript expression that reads the key from the environment. */
export function toEnvironmentKey(credential: CredentialMode): string {
  const names = KEY_VARIABLES[credential];
  if (names.length === 0) return `"${ANY_KEY}"`;
  return names.length === 1 ? `process.env.${names[0]}` : `\`${toPlaces(names)}\``;
}

/** Returns the header's value as a template; null if none is needed. */
export function toBearerTemplate(credential: CredentialMode): string | null {
  const names = KEY_VARIABLES[credential];
  return names.length === 0 ? null : `\`Bearer ${toPlaces(names)}\``;
}

function toPlaces(names: readonly string[]): string {
  return names.map((name) => `\${process.env.${name}}`).join(":");
}
