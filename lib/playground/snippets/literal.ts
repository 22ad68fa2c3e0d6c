import { isRecord } from "../../core/json";

/** How a language writes a value; what differs between JSON, JavaScript and Python. */
export type Dialect = {
  text: (value: string) => string;
  key: (name: string) => string;
  word: Readonly<Record<"true" | "false" | "null", string>>;
  /** Both take a comma after the last member; JSON does not. */
  trailingComma: boolean;
};

const INDENT = "  ";

/** A JSON value as source text, which means that value exactly and can be read. */
export function toLiteral(value: unknown, dialect: Dialect, margin = ""): string {
  if (typeof value === "string") return dialect.text(value);
  if (typeof value === "boolean") return dialect.word[value ? "true" : "false"];
  if (typeof value === "number") return JSON.stringify(value);
  const inner = margin + INDENT;
  if (Array.isArray(value)) {
    const items = value.map((item) => toLiteral(item, dialect, inner));
    return enclose(["[", "]"], items, { dialect, margin });
  }
  if (isRecord(value)) {
    const items = Object.entries(value).map(([name, item]) => {
      return `${dialect.key(name)}: ${toLiteral(item, dialect, inner)}`;
    });
    return enclose(["{", "}"], items, { dialect, margin });
  }
  return dialect.word.null;
}

type Place = { dialect: Dialect; margin: string };

function enclose(
  [open, close]: readonly [string, string],
  items: readonly string[],
  { dialect, margin }: Place,
): string {
  if (items.length === 0) return open + close;
  const lines = items.join(`,\n${margin}${INDENT}`);
  const comma = dialect.trailingComma ? "," : "";
  return `${open}\n${margin}${INDENT}${lines}${comma}\n${margin}${close}`;
}

/** The body as it is sent: what JSON does not have, such as `undefined`, is not in it. */
export function toPlainJson(body: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const value: unknown = JSON.parse(JSON.stringify(body));
  return isRecord(value) ? value : {};
}
