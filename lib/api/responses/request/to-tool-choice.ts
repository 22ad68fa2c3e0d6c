import type { ToolChoice } from "../../../core/generation";
import { toFunctionName } from "./tool-names";
import { SEARCH_TYPES, type ToolChoiceField } from "./tool-schema";

/** Reads which functions may or must be called. Choosing web search requires no call. */
export function toToolChoice(choice: ToolChoiceField = "auto"): ToolChoice {
  if (typeof choice === "string") {
    return { names: choice === "none" ? [] : null, isRequired: choice === "required" };
  }
  switch (choice.type) {
    case "function":
    case "custom":
      return { names: [toFunctionName(choice.name, choice.namespace)], isRequired: true };
    case "allowed_tools": {
      const names = choice.tools.flatMap(({ type, name, namespace }) =>
        (type === "function" || type === "custom") && name ? toFunctionName(name, namespace) : [],
      );
      return { names, isRequired: choice.mode === "required" && names.length > 0 };
    }
    case "web_search":
    case "web_search_2025_08_26":
    case "web_search_preview":
    case "web_search_preview_2025_03_11":
      return { names: null, isRequired: false };
  }
}

/**
 * Reports whether the model may search. A choice of something else excludes the search, which Spark
 * bills.
 */
export function allowsSearch(choice: ToolChoiceField = "auto"): boolean {
  if (typeof choice === "string") return choice !== "none";
  switch (choice.type) {
    case "function":
    case "custom":
      return false;
    case "allowed_tools":
      return choice.tools.some(({ type }) => SEARCH_TYPES.some((search) => search === type));
    case "web_search":
    case "web_search_2025_08_26":
    case "web_search_preview":
    case "web_search_preview_2025_03_11":
      return true;
  }
}
