import type { Segment } from "../../../core/transcription";

/** Writes SubRip: cues are numbered from 1, with a comma before the milliseconds. */
export function toSrt(segments: readonly Segment[]): string {
  return segments
    .map((segment, at) => `${at + 1}\n${toRange(segment, ",")}\n${toLines(segment.text)}\n\n`)
    .join("");
}

/** Writes WebVTT. */
export function toVtt(segments: readonly Segment[]): string {
  const cues = segments.map(
    (segment) => `${toRange(segment, ".")}\n${escape(toLines(segment.text))}\n\n`,
  );
  return `WEBVTT\n\n${cues.join("")}`;
}

const toRange = ({ start, end }: Segment, point: string): string =>
  `${toClock(start, point)} --> ${toClock(end, point)}`;

function toClock(seconds: number, point: string): string {
  const total = Math.round(seconds * 1000);
  const part = (unit: number, size: number, digits: number): string =>
    String(Math.floor(total / unit) % size).padStart(digits, "0");
  const hours = String(Math.floor(total / 3_600_000)).padStart(2, "0");
  return `${hours}:${part(60_000, 60, 2)}:${part(1000, 60, 2)}${point}${part(1, 1000, 3)}`;
}

/** Removes empty lines, which would end a cue, and the arrow that marks a line of times. */
const toLines = (text: string): string =>
  text
    .trim()
    .replaceAll(/\s*\n\s*/g, "\n")
    .replaceAll("-->", "->");

const escape = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
