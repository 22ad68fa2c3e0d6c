import type { Turn } from "./spark-request";

/** The validated body of POST …/chat/completions. */
export type HttpRequest = {
  readonly model: string;
  readonly messages: readonly Turn[];
  readonly user?: string;
  readonly stream?: boolean;
  readonly temperature?: number;
  readonly top_p?: number;
  readonly top_k?: number;
  readonly max_tokens?: number;
  readonly presence_penalty?: number;
  readonly frequency_penalty?: number;
  readonly response_format?: { readonly type: "text" | "json_object" };
  readonly tools?: readonly HttpTool[];
  readonly tool_choice?: unknown;
  readonly tool_calls_switch?: boolean;
  readonly suppress_plugin?: readonly string[];
  readonly keep_alive?: boolean;
  readonly thinking?: { readonly type: "enabled" | "disabled" | "auto" };
};

export type HttpTool =
  | {
      readonly type: "function";
      readonly function: {
        readonly name: string;
        readonly description?: string;
        readonly parameters?: unknown;
      };
    }
  | {
      readonly type: "web_search";
      readonly web_search: {
        readonly enable?: boolean;
        readonly show_ref_label?: boolean;
        readonly search_mode?: "normal" | "deep";
      };
    };
