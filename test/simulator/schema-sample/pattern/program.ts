import { RE2JS } from "re2js";
import { z } from "zod";

/** A pattern as compiled by the engine: a list of instructions, numbered from 0. */
export type Program = {
  readonly start: number;
  readonly instructions: readonly Instruction[];
};

type Instruction =
  | { readonly kind: "split"; readonly next: readonly number[] }
  /** Continues only if the position in the text matches `flags`. */
  | { readonly kind: "assert"; readonly flags: number; readonly next: readonly number[] }
  | {
      readonly kind: "character";
      readonly next: readonly number[];
      readonly matches: (character: number) => boolean;
      /** The characters at which the result of `matches` may change. */
      readonly edges: readonly number[];
    }
  | { readonly kind: "match" }
  | { readonly kind: "fail" };

/** The bits of an assertion. */
export const AT = { lineStart: 1, lineEnd: 2, textStart: 4, textEnd: 8, edge: 16, noEdge: 32 };

const MAX_CHARACTER = 0x10_ff_ff;
const NEW_LINE = 10;

/** The engine's own format, which it leaves untyped. */
const compiledSchema = z.object({
  start: z.number(),
  inst: z.array(
    z.object({
      op: z.number(),
      out: z.number(),
      arg: z.number(),
      runes: z.custom<ArrayLike<number>>(),
      matchRune: z.custom<(character: number) => boolean>((value) => typeof value === "function"),
    }),
  ),
});

/** Compiles a pattern; null if the engine rejects it or compiles it to something unknown. */
export function readProgram(pattern: string): Program | null {
  try {
    const compiled: unknown = RE2JS.compile(pattern).re2().prog;
    const parsed = compiledSchema.safeParse(compiled);
    if (!parsed.success) return null;
    return { start: parsed.data.start, instructions: parsed.data.inst.map(toInstruction) };
  } catch {
    return null;
  }
}

type Compiled = z.infer<typeof compiledSchema>["inst"][number];

/** The numbers are RE2's instruction codes. */
function toInstruction(compiled: Compiled): Instruction {
  const { op, out, arg } = compiled;
  const next = [out];
  switch (op) {
    case 1:
    case 2:
      return { kind: "split", next: [out, arg] };
    case 3:
    case 7:
      return { kind: "split", next };
    case 4:
      return { kind: "assert", flags: arg, next };
    case 6:
      return { kind: "match" };
    case 8:
    case 9:
      return { kind: "character", next, ...toClass(compiled) };
    case 10:
      return { kind: "character", next, edges: [], matches: () => true };
    case 11:
      return {
        kind: "character",
        next,
        edges: [NEW_LINE, NEW_LINE + 1],
        matches: (character) => character !== NEW_LINE,
      };
    default:
      return { kind: "fail" };
  }
}

function toClass(compiled: Compiled): {
  matches: (character: number) => boolean;
  edges: number[];
} {
  const bounds = Array.from(compiled.runes);
  const matches = (character: number): boolean => compiled.matchRune(character);
  const [only] = bounds;
  if (bounds.length !== 1 || only === undefined) {
    const edges = bounds.map((bound, index) => (index % 2 === 0 ? bound : bound + 1));
    return { matches, edges: edges.filter((edge) => edge <= MAX_CHARACTER) };
  }
  // A single letter may stand for both cases.
  const letter = String.fromCodePoint(only);
  const forms = [letter, letter.toLowerCase(), letter.toUpperCase()];
  const edges = forms.flatMap((form) => [
    form.codePointAt(0) ?? only,
    (form.codePointAt(0) ?? only) + 1,
  ]);
  return { matches, edges };
}
