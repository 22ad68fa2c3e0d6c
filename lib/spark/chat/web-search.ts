import { GatewayError } from "../../core/errors";
import type { Generation } from "../../core/generation";
import { type Catalogue, toAlternatives } from "../catalogue";
import type { Model } from "../models";
import type { SparkSearch } from "./request";

/**
 * The web search settings. A search runs only on request, because it is billed and changes the
 * answer.
 */
export type Search = {
  /** Absent for a model without web search, which must not even receive `enable: false`. */
  tool: SparkSearch | undefined;
  isAsked: boolean;
  /** The caller's name for a search that was dropped because the model does not support it. */
  unmet: readonly string[];
};

/** The settings for a request that sends no search. */
export const NO_SEARCH: Search = { tool: undefined, isAsked: false, unmet: [] };

/**
 * Plans the web search.
 * @throws GatewayError `unsupported`
 */
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
