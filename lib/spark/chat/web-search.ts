import { GatewayError } from "../../core/errors";
import type { ChatRequest } from "../../api/chat-completions/request-schema";
import type { Model } from "../models";
import type { SparkSearch } from "./request";

/** Searches only when asked: a search is billed, and changes the answer. */
export type Search = {
  /** Absent where the model cannot search: then it must not be told not to, either. */
  tool: SparkSearch | undefined;
  isAsked: boolean;
};

/** `web_search_options`, or a tool of type `web_search`. @throws GatewayError `unsupported` */
export function toSearch(request: ChatRequest, model: Model): Search {
  const tool = request.tools?.find(({ type }) => type === "web_search");
  const options = request.web_search_options ?? (tool?.type === "web_search" ? tool : undefined);
  if (!options) return { tool: model.webSearch ? OFF : undefined, isAsked: false };
  if (!model.webSearch) {
    throw new GatewayError({
      kind: "unsupported",
      message: `The model \`${model.id}\` cannot search the web: choose generalv3.5 or 4.0Ultra.`,
      param: request.web_search_options ? "web_search_options" : "tools",
    });
  }
  const mode = options.search_context_size === "high" ? "deep" : "normal";
  return {
    tool: {
      type: "web_search",
      web_search: { enable: true, show_ref_label: true, search_mode: mode },
    },
    isAsked: true,
  };
}

const OFF: SparkSearch = { type: "web_search", web_search: { enable: false } };
