/**
 * The description of a model that Codex reads, from a list that it requests with its own version.
 */
export type ModelCard = ReturnType<typeof toModelCard>;

/** Used by Codex instead of its default prompt of 17 KB, which was written for other models. */
const INSTRUCTIONS =
  "You are a coding agent in the user's terminal. Work in small steps: look before you edit, change " +
  "only what was asked for, run the tests there are, and say in a few words what you did.";

/**
 * Builds a card. Codex requires every member but the last two; without a card it warns and guesses.
 */
export function toModelCard(id: string, contextTokens: number) {
  return {
    slug: id,
    display_name: id,
    supported_reasoning_levels: [],
    shell_type: "shell_command",
    visibility: "list",
    supported_in_api: true,
    priority: 1,
    base_instructions: INSTRUCTIONS,
    support_verbosity: false,
    truncation_policy: { mode: "tokens", limit: 2000 },
    experimental_supported_tools: [],
    context_window: contextTokens,
    input_modalities: ["text"],
  };
}
