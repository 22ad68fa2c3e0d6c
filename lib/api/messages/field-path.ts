/** Formats a field's path as Anthropic's API does: `messages.0.content.1.type`. */
export function toFieldPath(path: readonly PropertyKey[]): string {
  return path.map(String).join(".");
}
