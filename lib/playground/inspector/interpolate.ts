/** Fills the placeholders of a text: `interpolate("sent as {value}", { value: "0.01" })`. */
export function interpolate(
  text: string,
  values: Readonly<Record<string, string | number>>,
): string {
  return text.replaceAll(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}
