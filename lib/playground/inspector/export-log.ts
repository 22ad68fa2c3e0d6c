import type { HeaderLine } from "./redact";
import type { WireEnding, WireLog, WireRequest } from "./log";

/**
 * Writes the request as a `.http` file, which editors can send. A secret becomes a variable of the
 * editor. Images are shortened as in the log; the Code tab has them whole.
 */
export function toHttpFile({ method, url, headers, body }: WireRequest): string {
  const lines = headers.map(({ name, value, isMasked }) => {
    return `${name}: ${isMasked ? toPlaceholder(name) : value}`;
  });
  return [`${method} ${url} HTTP/1.1`, ...lines, "", ...toBodyLines(body), ""].join("\n");
}

/** Returns the variable for a masked header, named after it. */
function toPlaceholder(name: string): string {
  if (name === "authorization") return "Bearer {{SPARK_GATEWAY_KEY}}";
  return `{{${name.toUpperCase().replaceAll(/\W/g, "_")}}}`;
}

/** Writes the whole log: what was sent, what came back, and each event with its time and size. */
export function toLogText({ request, response, events, ...rest }: WireLog): string {
  const { droppedEvents, bytes, ending } = rest;
  return [
    `> ${request.method} ${request.url}`,
    ...toHeaderLines(">", request.headers),
    "",
    ...toBodyLines(request.body),
    "",
    ...(response
      ? [
          `< ${response.status} ${response.statusText}`.trimEnd() + ` (${toOffset(response.atMs)})`,
          ...toHeaderLines("<", response.headers),
          "",
        ]
      : []),
    ...(droppedEvents > 0 ? [`… ${droppedEvents} earlier events are not kept`] : []),
    ...events.map(({ atMs, bytes: size, raw }) => {
      return `${toOffset(atMs)}\t${size} B\t${raw.trimEnd().replaceAll(/\r\n?|\n/g, "\n\t\t")}`;
    }),
    "",
    `= ${toEndingText(ending)}, ${droppedEvents + events.length} events, ${bytes} B`,
    "",
  ].join("\n");
}

function toHeaderLines(mark: string, headers: readonly HeaderLine[]): string[] {
  return headers.map(({ name, value }) => `${mark} ${name}: ${value}`);
}

function toBodyLines(body: unknown): string[] {
  return body === null ? [] : [JSON.stringify(body, null, 2)];
}

function toEndingText(ending: WireEnding | null): string {
  if (!ending) return "open";
  return `${[ending.kind, ending.detail].filter(Boolean).join(": ")} ${toOffset(ending.atMs)}`;
}

/** Formats the time since the request was sent, as it is shown everywhere. */
export function toOffset(atMs: number): string {
  return `+${Math.round(atMs)} ms`;
}
