/** The function names that Spark accepts (HTTP调用文档.html). */
const SPARK_NAME = /^[A-Za-z0-9_]{1,32}$/;
const MAX_STEM_CHARACTERS = 24;

/** Maps function names from the caller's to Spark's and back. */
export type FunctionNames = {
  toSpark: (name: string) => string;
  toCaller: (name: string) => string;
};

/** Maps Spark's names back to the caller's. */
export type CallerNames = Pick<FunctionNames, "toCaller">;

/**
 * Gives each name that Spark rejects an alias that it accepts (OpenAI allows dashes and 64
 * characters). The same name always gets the same alias. Names that Spark accepts stay as they are.
 */
export function createFunctionNames(names: readonly string[]): FunctionNames {
  if (names.every((name) => SPARK_NAME.test(name))) return UNCHANGED;
  const toSpark = new Map<string, string>();
  const toCaller = new Map<string, string>();
  const known = names.filter((name) => SPARK_NAME.test(name));
  for (const name of [...known, ...names]) {
    if (toSpark.has(name)) continue;
    let alias = SPARK_NAME.test(name) ? name : toAlias(name);
    while (toCaller.has(alias)) alias = toAlias(`${alias}+`);
    toSpark.set(name, alias);
    toCaller.set(alias, name);
  }
  return {
    toSpark: (name) => toSpark.get(name) ?? name,
    toCaller: (alias) => toCaller.get(alias) ?? alias,
  };
}

const UNCHANGED: FunctionNames = { toSpark: (name) => name, toCaller: (name) => name };

function toAlias(name: string): string {
  return `${toStem(name.replaceAll(/[^A-Za-z0-9_]/g, "_"))}_${hash(name)}`;
}

/**
 * Shortens a long name to what the model reads. In `server__tool` the tool's part distinguishes the
 * functions, so the server's part is shortened first.
 */
function toStem(name: string): string {
  const at = name.lastIndexOf("__");
  if (name.length <= MAX_STEM_CHARACTERS || at <= 0) return name.slice(0, MAX_STEM_CHARACTERS);
  const tool = name.slice(at + 2, at + 2 + MAX_STEM_CHARACTERS);
  const server = name.slice(0, Math.max(0, MAX_STEM_CHARACTERS - tool.length - 2));
  return server === "" ? tool : `${server}__${tool}`;
}

/** Computes FNV-1a in seven characters, enough to tell the names in one request apart. */
function hash(text: string): string {
  let value = 0x81_1c_9d_c5;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01_00_01_93);
  }
  return (value >>> 0).toString(36).padStart(7, "0");
}
