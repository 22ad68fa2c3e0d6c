/** Where a text may be cut, the best first: behind a sentence, behind a clause, at a space. */
const CUTS = [
  /[。！？!?…\n]["'”’」』）)]*|[.;；]["'”’」』）)]*(?=\s)/gu,
  /[，、,:：]/gu,
  /\s/gu,
] as const;

const graphemes = new Intl.Segmenter("und", { granularity: "grapheme" });

/**
 * Parts of at most so many bytes of UTF-8, which together are the text. Each ends where a speaker would
 * pause, as far as there is such a place in it, and never within a character.
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
    // One character more, for what is seen only by what follows it.
    const ends = Array.from(
      text.slice(0, room + 1).matchAll(cut),
      ({ 0: found, index }) => index + found.length,
    );
    const last = ends.findLast((end) => end <= room && text.slice(0, end).trim() !== "");
    if (last !== undefined) return last;
  }
  return room;
}

/** How many UTF-16 units fit, whole characters alone; one character at least, or nothing would move. */
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

/** For what claims to be one character and is longer than all that is allowed. */
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
