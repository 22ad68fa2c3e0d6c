/** Reads a member of data from the wire; undefined if there is none. */
export function readField(source: unknown, name: string): unknown {
  if (typeof source !== "object" || source === null) return undefined;
  return Object.entries(source).find(([key]) => key === name)?.[1];
}

export function readText(source: unknown, name: string): string | undefined {
  const value = readField(source, name);
  return typeof value === "string" ? value : undefined;
}
