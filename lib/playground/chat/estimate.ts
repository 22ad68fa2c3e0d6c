import { estimateTokens } from "../../core/estimate-tokens";
import { toFullText } from "../conversation/file-text";
import { findModel } from "../conversation/models";
import { readSent } from "../conversation/sent-turns";
import type { ChatState } from "../conversation/store";
import { readShown } from "../conversation/shown";
import type { Turn } from "../conversation/types";

export type Estimate = {
  tokens: number;
  /** The model's limit; null if unknown. */
  limit: number | null;
};

/** Estimates what sending the draft now would cost, counted as the gateway counts. */
export function estimateDraft({ conversation, draft, models }: ChatState): Estimate {
  const { parameters, turns, model } = conversation;
  const { system = "", tools = "" } = parameters;
  const history = readSent(turns).reduce((sum, turn) => sum + countTurn(turn), 0);
  const own = estimateTokens(toFullText(draft.text, draft.files)) + estimateTokens(system + tools);
  const image = draft.images.length > 0 ? IMAGE_TOKENS : 0;
  return {
    tokens: history + own + image,
    limit: findModel(models, model)?.contextTokens ?? null,
  };
}

/** Spark's basic image service counts every image as this many tokens. */
const IMAGE_TOKENS = 273;

/** Turns are immutable: a changed turn is another object. */
const counted = new WeakMap<Turn, number>();

function countTurn(turn: Turn): number {
  const known = counted.get(turn);
  if (known !== undefined) return known;
  const count = estimateTokens(toText(turn));
  counted.set(turn, count);
  return count;
}

function toText(turn: Turn): string {
  switch (turn.role) {
    case "user":
      return toFullText(turn.text, turn.files);
    case "tool":
      return turn.text;
    case "assistant": {
      const shown = readShown(turn);
      return `${shown?.text ?? ""}${shown?.toolCalls.map((call) => call.arguments).join("") ?? ""}`;
    }
  }
}
