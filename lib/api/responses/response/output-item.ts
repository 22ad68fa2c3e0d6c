import type { Citation } from "../../../core/delta";
import type { CallerTool } from "../request/tool-names";

/** How far an item has come. */
export type ItemStatus = "in_progress" | "completed" | "incomplete";

/** A source of the whole text: Spark does not say which sentence it backs. */
export type UrlCitation = {
  type: "url_citation";
  start_index: number;
  end_index: number;
  url: string;
  title: string;
};

export type TextPart = {
  type: "output_text";
  text: string;
  annotations: readonly UrlCitation[];
  logprobs: readonly never[];
};

export type OutputItem =
  | {
      type: "message";
      id: string;
      status: ItemStatus;
      role: "assistant";
      content: readonly TextPart[];
    }
  | {
      type: "reasoning";
      id: string;
      status: ItemStatus;
      summary: readonly { type: "summary_text"; text: string }[];
      content?: readonly { type: "reasoning_text"; text: string }[];
    }
  | {
      type: "function_call";
      id: string;
      status: ItemStatus;
      call_id: string;
      name: string;
      namespace?: string;
      arguments: string;
    }
  | {
      type: "custom_tool_call";
      id: string;
      status: ItemStatus;
      call_id: string;
      name: string;
      namespace?: string;
      input: string;
    }
  | {
      type: "web_search_call";
      id: string;
      status: ItemStatus;
      action: { type: "search"; sources?: readonly { type: "url"; url: string }[] };
    };

export function toTextPart(text: string, annotations: readonly UrlCitation[] = []): TextPart {
  return { type: "output_text", text, annotations, logprobs: [] };
}

export function toAnnotation({ url, title }: Citation, text: string): UrlCitation {
  return { type: "url_citation", start_index: 0, end_index: text.length, url, title };
}

/** The members that name a call's tool in the caller's words. */
export function toToolMembers({ name, namespace }: CallerTool): {
  name: string;
  namespace?: string;
} {
  return namespace === null ? { name } : { name, namespace };
}
