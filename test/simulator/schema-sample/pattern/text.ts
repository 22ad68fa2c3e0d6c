import { type Letters, toAlphabet } from "./alphabet";
import { type Program, readProgram } from "./program";
import { isAnchored, read, START, type State } from "./state";

export type PatternDemand = {
  readonly patterns: readonly string[];
  /** Patterns that must not match. */
  readonly refused: readonly string[];
  readonly minimum: number;
  readonly maximum: number;
};

/** A node of the search: the state of each pattern, and the last character read. */
type Node = { states: readonly State[]; before: number | null; steps: Step[] | null };
type Step = { letters: Letters; to: Node };

/** The maximum number of nodes per length, and in total. */
const MAX_LAYER = 200;
const MAX_NODES = 20_000;
/** How much longer than the shortest text others may be. */
const MAX_LENGTH_SPREAD = 64;

/** Makes texts that match all patterns and none of the refused ones, the shortest first. */
export function* makeMatching(demand: PatternDemand): Generator<string> {
  const search = openSearch(demand);
  if (search === null) return;
  const last = Math.min(demand.maximum, demand.minimum + MAX_NODES);
  let shortest: number | null = null;
  for (let length = 0; length <= last; length += 1) {
    const layer = search.layer(length);
    if (layer.length === 0) return;
    if (length < demand.minimum || !layer.some(search.isAccepted)) continue;
    shortest ??= length;
    if (length > shortest + MAX_LENGTH_SPREAD) return;
    yield* spell(search, length);
  }
}

type Layers = { layer: (length: number) => readonly Node[]; isAccepted: (node: Node) => boolean };

function openSearch({ patterns, refused }: PatternDemand): Layers | null {
  const programs = [...patterns, ...refused].map(readProgram).filter((program) => program !== null);
  if (programs.length < patterns.length + refused.length) return null;
  const anchored = programs.map(isAnchored);
  const alphabet = toAlphabet(programs);
  const isWanted = (index: number): boolean => index < patterns.length;
  const isDead = ({ states }: Node): boolean =>
    states.some(({ isFound, at }, index) =>
      isWanted(index) ? !isFound && at.length === 0 && anchored[index] === true : isFound,
    );
  const go = (node: Node, after: number | null): State[] =>
    node.states.map((state, index) =>
      advance(programs[index], state, { before: node.before, after }),
    );
  const layers: Node[][] = [[{ states: programs.map(() => START), before: null, steps: null }]];
  let made = 0;
  const extend = (nodes: readonly Node[]): Node[] => {
    const next = new Map<string, Node>();
    for (const node of nodes) {
      node.steps = [];
      for (const letters of alphabet) {
        const [letter = 97] = letters;
        const to: Node = { states: go(node, letter), before: letter, steps: null };
        if (isDead(to)) continue;
        const key = toNodeKey(to);
        const known = next.get(key) ?? to;
        if (known === to && (next.size >= MAX_LAYER || made >= MAX_NODES)) continue;
        if (known === to) made += 1;
        next.set(key, known);
        node.steps.push({ letters, to: known });
      }
    }
    return [...next.values()];
  };
  return {
    layer: (length) => {
      while (layers.length <= length) layers.push(extend(layers.at(-1) ?? []));
      return layers[length] ?? [];
    },
    isAccepted: (node) => go(node, null).every(({ isFound }, index) => isFound === isWanted(index)),
  };
}

function advance(
  program: Program | undefined,
  state: State,
  place: { before: number | null; after: number | null },
): State {
  return program ? read(program, state, place) : state;
}

/**
 * Returns a node's key. Letters of one kind lead to the same node, because only their kind affects
 * what may follow.
 */
function toNodeKey({ states, before }: Node): string {
  const kind = before === 10 ? "line" : /\w/.test(String.fromCodePoint(before ?? 0));
  return `${kind} ${states.map(({ at, isFound }) => (isFound ? "found" : at.join(","))).join(";")}`;
}

/** Yields every text of a length along the nodes that lead to an accepted one. */
function* spell(search: Layers, length: number): Generator<string> {
  const alive = findAlive(search, length);
  const [start] = search.layer(0);
  const path: Iterator<{ letter: number; to: Node }>[] = [];
  const letters: number[] = [];
  if (start && length > 0) path.push(choose(start, alive[1], 0));
  if (length === 0) yield "";
  while (path.length > 0) {
    const next = path.at(-1)?.next();
    letters.length = path.length - 1;
    if (next === undefined || next.done === true) {
      path.pop();
      continue;
    }
    letters.push(next.value.letter);
    if (letters.length < length)
      path.push(choose(next.value.to, alive[letters.length + 1], letters.length));
    else yield letters.map((letter) => String.fromCodePoint(letter)).join("");
  }
}

/** Finds the nodes of each length that lead to an accepted text of the whole length. */
function findAlive(search: Layers, length: number): Set<Node>[] {
  const alive: Set<Node>[] = [];
  alive[length] = new Set(search.layer(length).filter(search.isAccepted));
  for (let at = length - 1; at >= 0; at -= 1) {
    const after = alive[at + 1];
    const leads = ({ steps }: Node): boolean => steps?.some(({ to }) => after?.has(to)) ?? false;
    alive[at] = new Set(search.layer(at).filter(leads));
  }
  return alive;
}

/**
 * Lists the steps from a node. Among equivalent letters, the position in the text picks one: "abc",
 * "123".
 */
function* choose(
  node: Node,
  alive: ReadonlySet<Node> | undefined,
  position: number,
): Generator<{ letter: number; to: Node }> {
  const steps = node.steps?.filter(({ to }) => alive?.has(to)) ?? [];
  for (const { letters, to } of steps) {
    yield* [{ letter: letters[position % letters.length] ?? 97, to }];
  }
  for (const { letters, to } of steps) {
    for (let turn = 1; turn < letters.length; turn += 1) {
      yield { letter: letters[(position + turn) % letters.length] ?? 97, to };
    }
  }
}
