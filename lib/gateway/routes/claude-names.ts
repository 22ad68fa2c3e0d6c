import { type Catalogue, withPatterns } from "../../spark/catalogue";
import type { Settings } from "../config/settings";

/** The default model for clients that know only Anthropic's model names. */
const CLAUDE_NAMES = { "claude*": "4.0Ultra" } as const;

/** Extends the catalogue with that default, for names that the operator has not configured. */
export function withClaudePatterns(catalogue: Catalogue): Catalogue {
  return withPatterns(catalogue, CLAUDE_NAMES);
}

/** Returns the dependencies with the extended catalogue. */
export function withClaudeNames<T extends { settings: Settings }>(dependencies: T): T {
  const { settings } = dependencies;
  const catalogue = withClaudePatterns(settings.catalogue);
  return { ...dependencies, settings: { ...settings, catalogue } };
}
