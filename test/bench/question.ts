/** Builds a request whose question tells the upstream of the bench how to answer. */
export function toBody(
  frames: number,
  everyMs: number,
  more: Readonly<Record<string, unknown>> = {},
): string {
  const content = `frames=${frames} every=${everyMs}`;
  return JSON.stringify({
    model: "lite",
    stream: true,
    messages: [{ role: "user", content }],
    ...more,
  });
}
