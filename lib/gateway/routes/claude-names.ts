import { type Catalogue, withPatterns } from "../../spark/catalogue";
import type { Settings } from "../config/settings";

/** What a client asks for that knows no other models than Anthropic's. */
const CLAUDE_NAMES = { "claude*": "4.0Ultra" } as const;

/** The catalogue in which such a client finds a model although the operator has not named one. */
export function withClaudePatterns(catalogue: Catalogue): Catalogue {
  return withPatterns(catalogue, CLAUDE_NAMES);
}

/** The same dependencies, with that catalogue. */
export function withClaudeNames<T extends { settings: Settings }>(dependencies: T): T {
  const { settings } = dependencies;
  const catalogue = withClaudePatterns(settings.catalogue);
  return { ...dependencies, settings: { ...settings, catalogue } };
}
