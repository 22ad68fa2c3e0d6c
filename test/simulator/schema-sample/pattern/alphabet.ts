import type { Program } from "./program";

/** Characters that some patterns cannot distinguish, the most common first. */
export type Letters = readonly number[];

/** The order in which people would use them. */
const USUAL = Array.from(
  "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ1234567890" +
    "-_.@/:+#,;=!?*&%$()[]{}<>|~^\\'\"` " +
    "模拟天地人和中国日月山水",
  (letter) => letter.codePointAt(0) ?? 0,
);

const MAX_LETTERS = 12;
const MAX_CHARACTER = 0x10_ff_ff;
const SURROGATES = { first: 0xd8_00, last: 0xdf_ff };

/** Splits all characters into groups, ordered by their most common member. */
export function toAlphabet(programs: readonly Program[]): Letters[] {
  const { classes, edges } = listClasses(programs);
  const groups = new Map<string, number[]>();
  for (const character of [...USUAL, ...edges]) {
    const signature = classes.map((matches) => (matches(character) ? "1" : "0")).join("");
    const group = groups.get(signature) ?? [];
    if (group.length < MAX_LETTERS && !group.includes(character)) group.push(character);
    groups.set(signature, group);
  }
  return [...groups.values()];
}

function listClasses(programs: readonly Program[]): {
  classes: ((character: number) => boolean)[];
  edges: number[];
} {
  const classes = new Map<string, (character: number) => boolean>();
  const edges = new Set([0]);
  for (const { instructions } of programs) {
    for (const instruction of instructions) {
      if (instruction.kind !== "character") continue;
      classes.set(instruction.edges.join(","), instruction.matches);
      for (const edge of instruction.edges) edges.add(edge);
    }
  }
  const isCharacter = (edge: number): boolean =>
    edge <= MAX_CHARACTER && (edge < SURROGATES.first || edge > SURROGATES.last);
  // Word boundaries depend on letters too.
  classes.set("word", isWord);
  classes.set("line", (character) => character === 10);
  edges.add(10).add(32);
  return {
    classes: [...classes.values()],
    edges: [...edges].filter(isCharacter).toSorted((a, b) => a - b),
  };
}

export function isWord(character: number | null): boolean {
  if (character === null) return false;
  return /\w/.test(String.fromCodePoint(character));
}
