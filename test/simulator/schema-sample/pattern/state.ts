import { isWord } from "./alphabet";
import { AT, type Program } from "./program";

/**
 * The progress of a pattern search: the instructions where it waits, and whether the pattern was
 * found.
 */
export type State = { readonly at: readonly number[]; readonly isFound: boolean };

export const START: State = { at: [], isFound: false };

/** The position between two characters; null stands for either end of the text. */
type Place = { before: number | null; after: number | null };

/** Reads one more character, or the end of the text. The pattern may start anywhere. */
export function read(program: Program, state: State, place: Place): State {
  if (state.isFound) return state;
  const reached = follow(program, [...state.at, program.start], place);
  const isFound = reached.some((index) => program.instructions[index]?.kind === "match");
  if (isFound) return { at: [], isFound };
  const { after } = place;
  if (after === null) return START;
  const at = reached.flatMap((index) => {
    const instruction = program.instructions[index];
    return instruction?.kind === "character" && instruction.matches(after) ? instruction.next : [];
  });
  return { at: [...new Set(at)].toSorted((a, b) => a - b), isFound };
}

/** Reports whether a pattern can start only at the start of the text. */
export function isAnchored(program: Program): boolean {
  const places = [97, 32, 10].flatMap((before) =>
    [97, 32, 10, null].map((after) => ({ before, after })),
  );
  return places.every((place) =>
    follow(program, [program.start], place).every((index) => {
      const { kind } = program.instructions[index] ?? { kind: "fail" };
      return kind !== "match" && kind !== "character";
    }),
  );
}

/** Lists the instructions that can be reached without reading a character. */
function follow(program: Program, from: readonly number[], place: Place): number[] {
  const reached = new Set<number>();
  const pending = [...from];
  for (let index = pending.pop(); index !== undefined; index = pending.pop()) {
    if (reached.has(index)) continue;
    reached.add(index);
    const instruction = program.instructions[index];
    if (instruction?.kind === "split") pending.push(...instruction.next);
    if (instruction?.kind === "assert" && holds(instruction.flags, place)) {
      pending.push(...instruction.next);
    }
  }
  return [...reached];
}

function holds(flags: number, { before, after }: Place): boolean {
  const newLine = 10;
  const isEdge = isWord(before) !== isWord(after);
  const isTrue: readonly (readonly [flag: number, isHolding: boolean])[] = [
    [AT.textStart, before === null],
    [AT.textEnd, after === null],
    [AT.lineStart, before === null || before === newLine],
    [AT.lineEnd, after === null || after === newLine],
    [AT.edge, isEdge],
    [AT.noEdge, !isEdge],
  ];
  return isTrue.every(([flag, isHolding]) => (flags & flag) === 0 || isHolding);
}
