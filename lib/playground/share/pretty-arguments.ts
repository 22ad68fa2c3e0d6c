/** A call's arguments for people: indented once they are JSON, and until then as they arrive. */
export function toPrettyArguments(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
