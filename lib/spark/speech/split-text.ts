/** Places to cut a text, best first: after a sentence, after a clause, after a space. */
const CUTS = [
  /[。！？!?…\n]["'”’」』）)]*|[.;；]["'”’」』）)]*(?=\s)/gu,
  /[，、,:：]/gu,
  /\s/gu,
] as const;

const graphemes = new Intl.Segmenter("und", { granularity: "grapheme" });

/**
 * Splits a text into parts of at most `maxBytes` bytes of UTF-8. Each part ends at a natural pause
 * if it has one, and never inside a character.
 */
export function splitText(text: string, maxBytes: number): readonly string[] {
  const parts: string[] = [];
  let rest = text;
  while (Buffer.byteLength(rest) > maxBytes) {
    const end = findEnd(rest, maxBytes);
    parts.push(rest.slice(0, end));
    rest = rest.slice(end);
  }
  return rest === "" ? parts : [...parts, rest];
}

function findEnd(text: string, maxBytes: number): number {
  const room = countFitting(text, maxBytes);
  for (const cut of CUTS) {
    // One more character, because some cuts depend on the character after them.
    const ends = Array.from(
      text.slice(0, room + 1).matchAll(cut),
      ({ 0: found, index }) => index + found.length,
    );
    const last = ends.findLast((end) => end <= room && text.slice(0, end).trim() !== "");
    if (last !== undefined) return last;
  }
  return room;
}

/** Counts the UTF-16 units of the characters that fit. At least one code point always does. */
function countFitting(text: string, maxBytes: number): number {
  let bytes = 0;
  let end = 0;
  for (const { segment, index } of graphemes.segment(text.slice(0, maxBytes))) {
    bytes += Buffer.byteLength(segment);
    if (bytes > maxBytes) break;
    end = index + segment.length;
  }
  return end > 0 ? end : cutCodePoints(text, maxBytes);
}

/** Cuts a single grapheme that is longer than the limit. */
function cutCodePoints(text: string, maxBytes: number): number {
  let bytes = 0;
  let end = 0;
  for (const point of text) {
    bytes += Buffer.byteLength(point);
    if (bytes > maxBytes && end > 0) break;
    end += point.length;
  }
  return end;
}
