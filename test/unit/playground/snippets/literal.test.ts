import { spawnSync } from "node:child_process";
import { runInNewContext } from "node:vm";

import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { toCurl } from "@/lib/playground/snippets/curl";
import { JAVASCRIPT, JSON_DIALECT, PYTHON } from "@/lib/playground/snippets/dialects";
import { toLiteral, toPlainJson } from "@/lib/playground/snippets/literal";

import { toWellFormed } from "./hostile";
import { isInstalled } from "./run";

/** Any UTF-16, including lone surrogates, and often characters with a special meaning somewhere. */
const text = fc.string({
  unit: fc.oneof(
    fc.integer({ min: 0, max: 0xff_ff }).map((code) => String.fromCharCode(code)),
    fc.constantFrom(...Array.from("\"'`\\$!{}<>/\n\r\t#%\u2028\u2029\u0000\u007F")),
    fc.constantFrom("\nJSON\n", "</script", "<!--", "星", "😀", "__proto__", "\\u0041"),
  ),
});

const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { depthSize: "small" },
    text,
    fc.constantFrom(true, false, null),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0),
    fc.array(tie("any"), { maxLength: 4 }),
    fc
      .array(fc.tuple(fc.oneof(text, fc.constant("__proto__")), tie("any")), { maxLength: 4 })
      .map((entries) => Object.fromEntries(entries)),
  ),
})).any;

const equal = (left: unknown, right: unknown): boolean =>
  JSON.stringify(left) === JSON.stringify(right);

describe("literals", () => {
  it("writes JSON that parses back to the value", () => {
    fc.assert(
      fc.property(value, (given) => equal(JSON.parse(toLiteral(given, JSON_DIALECT)), given)),
    );
  });

  it("writes JavaScript that evaluates to the value and is safe inside HTML", () => {
    fc.assert(
      fc.property(value, (given) => {
        const source = toLiteral(given, JAVASCRIPT);
        expect(source).not.toMatch(/<\/|<!|[\u2028\u2029]/);
        // Inside the other context, so that its own JSON serialises its own objects.
        return runInNewContext(`JSON.stringify(${source})`) === JSON.stringify(given);
      }),
    );
  });

  it.skipIf(!isInstalled("python3"))("writes Python that evaluates to the value", () => {
    const given = fc.sample(value, 1000);
    const script = [
      "import json, sys",
      "for source in json.load(sys.stdin):",
      "  print(json.dumps(eval(source), allow_nan=False))",
    ].join("\n");
    const { stdout, stderr } = spawnSync("python3", ["-X", "utf8", "-c", script], {
      input: JSON.stringify(given.map((item) => toLiteral(item, PYTHON))),
      encoding: "utf8",
      maxBuffer: 2 ** 28,
    });
    expect(stderr).toBe("");
    const read = stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as unknown);
    expect(read).toHaveLength(given.length);
    expect(read.map(toOrdered)).toEqual(given.map(toWellFormed).map(toOrdered));
  });

  it("escapes control and bidirectional characters in every dialect", () => {
    fc.assert(
      fc.property(text, (given) => {
        for (const dialect of [JSON_DIALECT, JAVASCRIPT, PYTHON]) {
          expect(dialect.text(given)).not.toMatch(/[\p{Cc}\u2028-\u202E\u2066-\u2069\uFEFF]/u);
        }
      }),
    );
  });

  it("leaves Chinese, emoji and accented characters unescaped", () => {
    expect(toLiteral({ role: "中文 😀 é" }, PYTHON)).toBe('{\n  "role": "中文 😀 é",\n}');
    expect(toLiteral([], PYTHON) + toLiteral({}, JAVASCRIPT)).toBe("[]{}");
  });
});

it("writes no body line that ends the curl heredoc early", () => {
  fc.assert(
    fc.property(text, text, (name, content) => {
      const body = { model: content, messages: [content, { [name]: content }], [name]: content };
      const lines = toCurl(body, { baseUrl: "http://h/v1", credential: "server" }).split(/\r?\n/);
      expect(lines.filter((line) => line === "JSON")).toHaveLength(1);
      expect(lines.at(-1)).toBe("JSON");
    }),
  );
});

it("normalises values that JSON cannot represent", () => {
  const body = { model: "m", messages: [], seed: undefined, top_p: Number.NaN, n: -0 };
  expect(toPlainJson(body)).toEqual({ model: "m", messages: [], top_p: null, n: 0 });
});

/** Sorts members, because Python and JavaScript order numeric and repeated names differently. */
function toOrdered(item: unknown): unknown {
  if (Array.isArray(item)) return item.map(toOrdered);
  if (typeof item !== "object" || item === null) return item;
  const entries = Object.entries(item).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return entries.map(([name, inner]) => [name, toOrdered(inner)]);
}
