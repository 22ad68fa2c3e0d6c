/** A member of something that came over the wire; undefined where there is none. */
export function readField(source: unknown, name: string): unknown {
  if (typeof source !== "object" || source === null) return undefined;
  return Object.entries(source).find(([key]) => key === name)?.[1];
}

export function readText(source: unknown, name: string): string | undefined {
  const value = readField(source, name);
  return typeof value === "string" ? value : undefined;
}
