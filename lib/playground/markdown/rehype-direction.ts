/** What it needs to know of HTML's tree. */
type Node = { type: string; tagName?: string; properties?: Record<string, unknown> };

const BLOCKS = new Set(["p", "ul", "ol", "blockquote"]);

/**
 * Each block runs as its first letter does, Arabic from the right. Only the outermost: one that is
 * told its direction no longer counts for what is around it.
 */
export function rehypeDirection() {
  return ({ children }: { children: Node[] }): void => {
    for (const { tagName = "", properties } of children) {
      if (properties && BLOCKS.has(tagName)) properties["dir"] = "auto";
    }
  };
}
