import { isRecord } from "../../core/json";

/** The syntax in which a language writes values, where JSON, JavaScript and Python differ. */
export type Dialect = {
  text: (value: string) => string;
  key: (name: string) => string;
  word: Readonly<Record<"true" | "false" | "null", string>>;
  /** True if a comma may follow the last member, as in JavaScript and Python but not in JSON. */
  trailingComma: boolean;
};

const INDENT = "  ";

/** Writes a JSON value as readable source code with exactly that value. */
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

/** Returns the body as it is sent, without what JSON does not have, such as `undefined`. */
export function toPlainJson(body: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const value: unknown = JSON.parse(JSON.stringify(body));
  return isRecord(value) ? value : {};
}
