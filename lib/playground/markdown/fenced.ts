/**
 * Returns the code of a block that begins with a fence. The last line is left out while it may
 * become the closing fence. A fence that never closes contains everything after it.
 */
export function readFencedCode(markdown: string): { language: string; code: string } {
  const [, indent = "", fence = "```", info = "", body = ""] =
    /^(?:[ \t]*\r?\n)*( {0,3})(`{3,}|~{3,})([^\n]*)\n?([^]*)$/.exec(markdown) ?? [];
  const closing = new RegExp(`(?:^|\\n) {0,3}${fence[0]}+[ \\t\\r]*\\n?$`);
  const code = body.replace(closing, "").replace(/\n$/, "");
  return {
    language: info.trim().split(/\s/, 1)[0] ?? "",
    code: indent ? code.replaceAll(new RegExp(`^ {1,${indent.length}}`, "gm"), "") : code,
  };
}
