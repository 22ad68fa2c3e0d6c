/** What the beginning of a line of markdown means. Lines come without their line feed. */

const TAB_COLUMNS = 4;

export function isBlank(line: string): boolean {
  return line.trim() === "";
}

/** Returns the indentation in columns; a tab goes to the next multiple of four. */
export function indentOf(line: string): number {
  let columns = 0;
  for (const character of line) {
    if (character === " ") columns += 1;
    else if (character === "\t") columns += TAB_COLUMNS - (columns % TAB_COLUMNS);
    else break;
  }
  return columns;
}

/**
 * Returns the fence that opens code here. Three backticks followed by a fourth later are inline
 * code.
 */
export function readFence(line: string): string | undefined {
  const [, fence, info = ""] = /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(line) ?? [];
  return fence?.startsWith("`") && info.includes("`") ? undefined : fence;
}

/** Returns the column at which the content of a list item begins, if this is its first line. */
export function readMarker(line: string): number | undefined {
  const [, indent = "", marker, gap = ""] =
    /^( {0,3})([-*+]|\d{1,9}[.)])([ \t]+|$)/.exec(line.trimEnd() === "" ? "" : line) ?? [];
  if (marker === undefined) return undefined;
  // With more than four columns of space, what follows is code that is indented by the rest.
  const gapColumns = gap.length >= 1 && gap.length <= TAB_COLUMNS ? gap.length : 1;
  return indent.length + marker.length + gapColumns;
}

const CLOSERS: Readonly<Record<string, string>> = { $$: "$$", "\\[": "\\]" };

/** Returns what closes the formula that begins here, if it does not end on the same line. */
export function readMathsOpening(line: string): string | undefined {
  const [, opener = "", rest = ""] = /^ {0,3}(\$\$|\\\[)(.*)$/.exec(line) ?? [];
  const closer = CLOSERS[opener];
  return closer !== undefined && rest.includes(closer) ? undefined : closer;
}
