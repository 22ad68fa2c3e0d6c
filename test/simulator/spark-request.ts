/** A client's validated message over the WebSocket. */
export type SparkRequest = {
  readonly header: {
    readonly app_id: string;
    readonly uid?: string;
    readonly patch_id?: readonly string[];
  };
  readonly parameter: { readonly chat: ChatParameters };
  readonly payload: {
    readonly message: { readonly text: readonly Turn[] };
    readonly functions?: { readonly text: readonly SparkFunction[] };
  };
};

export type ChatParameters = {
  readonly domain: string;
  readonly temperature?: number;
  readonly top_k?: number;
  readonly top_p?: number;
  readonly max_tokens?: number;
  readonly presence_penalty?: number;
  readonly frequency_penalty?: number;
  readonly chat_id?: string;
  readonly auditing?: string;
  readonly tools?: readonly WebSearchTool[];
  readonly show_ref_label?: boolean;
  readonly question_type?: string;
  readonly search_disable?: boolean;
  readonly enable_thinking?: boolean;
  readonly thinking?: { readonly type: "enabled" | "disabled" | "auto" };
  readonly random_threshold?: number;
};

type WebSearchTool = {
  readonly type: "web_search";
  readonly web_search: {
    readonly enable?: boolean;
    readonly show_ref_label?: boolean;
    readonly search_mode?: "normal" | "deep";
  };
};

export type Turn = {
  readonly role: string;
  readonly content: string;
  readonly content_type?: string;
};

export type SparkFunction = {
  readonly name: string;
  readonly description?: string;
  readonly parameters?: unknown;
};

export type Usage = {
  readonly question_tokens: number;
  readonly prompt_tokens: number;
  readonly completion_tokens: number;
  readonly total_tokens: number;
};

/**
 * An error. Spark formats most of them as `Name:(HH:MM:SS.mmm) detail`; without a name there is
 * only the detail.
 */
export type SparkError = {
  readonly code: number;
  readonly name?: string;
  readonly detail: string;
};
