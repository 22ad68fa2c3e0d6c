import { parseJson } from "../../core/json";
import type { Delta } from "../../core/delta";
import { toArgumentText } from "./frame";
import type { CallerNames } from "./function-names";
import type { HttpToolCall } from "./http-event";

type Piece = { position: number; name: string; arguments: string };

/**
 * Puts the calls of one answer together, which come whole or in pieces over several events. Whether
 * pieces carry an index is unverified: where they do not, their place in
 * the array is it.
 */
export function createCalls(names: CallerNames) {
  const calls: Piece[] = [];

  const add = (piece: Piece): void => {
    const open = calls.findLast(({ position }) => position === piece.position);
    if (!open || isAnother(open, piece)) {
      calls.push(piece);
    } else if (!isRepeated(open, piece)) {
      open.name ||= piece.name;
      open.arguments += piece.arguments;
    }
  };

  return {
    add: (pieces: readonly HttpToolCall[]): void => pieces.flatMap(toPiece).forEach(add),
    /** A call without a name cannot be made, so it is none. */
    list: (): Delta[] =>
      calls
        .filter(({ name }) => name !== "")
        .map((call) => ({
          type: "tool-call",
          name: names.toCaller(call.name),
          arguments: call.arguments,
        })),
  };
}

function toPiece(call: HttpToolCall, place: number): Piece[] {
  if (!call.function) return [];
  const { name, arguments: given } = call.function;
  return [{ position: call.index ?? place, name: name ?? "", arguments: toArgumentText(given) }];
}

/** A name begins a call, unless the one at its place has the same and is not whole yet. */
function isAnother(open: Piece, piece: Piece): boolean {
  if (piece.name === "" || open.name === "") return false;
  if (piece.name !== open.name) return true;
  return parseJson(open.arguments) !== undefined && !isRepeated(open, piece);
}

/** Said again, as an event that sums up would: two pieces of one object are never the same whole. */
function isRepeated(open: Piece, piece: Piece): boolean {
  return open.arguments === piece.arguments && parseJson(open.arguments) !== undefined;
}
