import { GatewayError } from "../../core/errors";
import type { Generation } from "../../core/generation";
import { type Catalogue, toAlternatives } from "../catalogue";
import type { Model } from "../models";
import type { SparkSearch } from "./request";

/** Searches only when asked: a search is billed, and changes the answer. */
export type Search = {
  /** Absent where the model cannot search: then it must not be told not to, either. */
  tool: SparkSearch | undefined;
  isAsked: boolean;
  /** What the caller calls a search that the model cannot make, and that was dropped. */
  unmet: readonly string[];
};

/** Where no search is sent. */
export const NO_SEARCH: Search = { tool: undefined, isAsked: false, unmet: [] };

/** @throws GatewayError `unsupported` */
export function toSearch(
  { webSearch: wanted }: Generation,
  model: Model,
  catalogue: Pick<Catalogue, "listIds">,
): Search {
  if (!wanted) return { ...NO_SEARCH, tool: model.webSearch ? OFF : undefined };
  if (!model.webSearch && wanted.value.isOptional) {
    return { ...NO_SEARCH, unmet: [wanted.name] };
  }
  if (!model.webSearch) {
    throw new GatewayError({
      kind: "unsupported",
      message: `The model \`${model.id}\` cannot search the web: choose ${toAlternatives(catalogue.listIds("webSearch"))}.`,
      param: wanted.name,
    });
  }
  const mode = wanted.value.contextSize === "high" ? "deep" : "normal";
  return {
    tool: {
      type: "web_search",
      web_search: { enable: true, show_ref_label: true, search_mode: mode },
    },
    isAsked: true,
    unmet: [],
  };
}

const OFF: SparkSearch = { type: "web_search", web_search: { enable: false } };
