/** The part of markdown's tree that these plugins need. */
type Node = { type: string; value?: string; children?: Node[] };

type Processor = { data: () => { micromarkExtensions?: unknown[] } };

/**
 * Treats HTML as text, which a blank line ends like any other paragraph. Only `<br>` works, because
 * models use it in table cells. A line feed breaks the line, because models write verse and
 * addresses line by line.
 */
export const PLAIN_MARKDOWN = [noHtmlBlocks, heedBreaks];

function noHtmlBlocks(this: unknown): void {
  if (!isProcessor(this)) return;
  const data = this.data();
  const disabled = { disable: { null: ["htmlFlow"] } };
  data.micromarkExtensions = [...(data.micromarkExtensions ?? []), disabled];
}

function isProcessor(value: unknown): value is Processor {
  return typeof value === "function" && "data" in value;
}

function heedBreaks(): (tree: Node) => void {
  return (tree) => replaceChildren(tree, toLines);
}

function replaceChildren(node: Node, replace: (child: Node) => Node[]): void {
  if (!node.children) return;
  node.children = node.children.flatMap(replace);
  for (const child of node.children) replaceChildren(child, replace);
}

function toLines(node: Node): Node[] {
  const { type, value = "" } = node;
  if (type === "html" && /^<br\s*\/?>$/i.test(value)) return [{ type: "break" }];
  if (type !== "text" || !value.includes("\n")) return [node];
  const [first = "", ...others] = value.split(/[ \t]*\r?\n[ \t]*/);
  const lines: Node[] = [{ type: "text", value: first }];
  for (const line of others) lines.push({ type: "break" }, { type: "text", value: line });
  return lines;
}
