/** The part of HTML's tree that this plugin needs. */
type Node = { type: string; tagName?: string; properties?: Record<string, unknown> };

const BLOCKS = new Set(["p", "ul", "ol", "blockquote"]);

/**
 * Sets the direction of each block by its first letter, so that Arabic runs from the right. Only
 * outermost blocks get one, because a block with an explicit direction no longer counts for the
 * block around it.
 */
export function rehypeDirection() {
  return ({ children }: { children: Node[] }): void => {
    for (const { tagName = "", properties } of children) {
      if (properties && BLOCKS.has(tagName)) properties["dir"] = "auto";
    }
  };
}
