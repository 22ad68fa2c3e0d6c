import { createVariant } from "@/lib/playground/conversation/create";
import { EMPTY_CONVERSATION } from "@/lib/playground/conversation/empty";
import type { ModelInfo } from "@/lib/playground/conversation/models";
import { type Field, FIELDS, type Parameters } from "@/lib/playground/conversation/parameters";
import type {
  AnswerTurn,
  Conversation,
  Turn,
  UserTurn,
  Variant,
} from "@/lib/playground/conversation/types";

export function question(id: string, text: string, ...urls: string[]): UserTurn {
  return {
    role: "user",
    id,
    text,
    images: urls.map((url) => ({ id: url, kind: "url", url })),
  };
}

export function variant(change: Partial<Variant> = {}): Variant {
  return { ...createVariant("v", "lite", "w"), state: "done", text: "Yes.", ...change };
}

export function answered(id: string, ...changes: Partial<Variant>[]): AnswerTurn {
  const variants = (changes.length > 0 ? changes : [{}]).map(variant);
  return { role: "assistant", id, variants, shown: 0 };
}

export function conversation(turns: Turn[], parameters: Parameters = {}): Conversation {
  return { ...EMPTY_CONVERSATION, id: "c", turns, parameters };
}

/** Creates a model with only the given capabilities. */
export function toModel(id: string, given: Partial<ModelInfo> = {}): ModelInfo {
  const can = { vision: false, tools: false, webSearch: false, reasoning: false };
  return { id, kind: "chat", ...can, contextTokens: null, ranges: {}, sizes: [], ...given };
}

export function toField(wanted: string): Field {
  const field = FIELDS.find(({ name }) => name === wanted);
  if (!field) throw new Error(`There is no parameter ${wanted}.`);
  return field;
}
