/** The way to a field as Anthropic's API writes it: `messages.0.content.1.type`. */
export function toFieldPath(path: readonly PropertyKey[]): string {
  return path.map(String).join(".");
}
