import type { Citation, Delta } from "../../core/delta";
import { isRecord, parseJson } from "../../core/json";
import { toArguments } from "../common/tool-arguments";
import type { BlockDelta, ContentBlock } from "./types";

export type BlockOptions = {
  /** How reasoning is written; null if the caller did not ask for it. */
  thinking: "shown" | "omitted" | null;
  /**
   * The query to report; null if no search was requested, in which case its results are dropped.
   */
  query: string | null;
  /** Limits the answer to one call, even if Spark makes more. */
  isSingle: boolean;
  randomId: () => string;
};

/** One step of the answer. Blocks follow one another and are never nested. */
export type BlockStep =
  | { type: "start"; block: ContentBlock }
  | { type: "delta"; delta: BlockDelta }
  | { type: "stop" };

/**
 * Never empty, because some clients discard reasoning without a signature. It is never verified.
 */
const SIGNATURE = "c3Bhcms=";
const CALLER = { type: "direct" } as const;
const STOP = { type: "stop" } as const;

/** The initial content of a block that receives deltas. */
const BEGINNINGS = {
  text: { type: "text", text: "" },
  thinking: { type: "thinking", thinking: "", signature: "" },
} as const;
const SIGNED = {
  type: "delta",
  delta: { type: "signature_delta", signature: SIGNATURE },
} as const;

/** Tracks the one block that is open. It is closed before the next one starts. */
function createOpenBlock() {
  let open: keyof typeof BEGINNINGS | null = null;
  const close = (): BlockStep[] => {
    const was = open;
    open = null;
    if (was === null) return [];
    return was === "thinking" ? [SIGNED, STOP] : [STOP];
  };
  return {
    kind: () => open,
    close,
    begin(kind: keyof typeof BEGINNINGS): BlockStep[] {
      if (open === kind) return [];
      const closed = close();
      open = kind;
      return [...closed, { type: "start", block: BEGINNINGS[kind] }];
    },
  };
}

/**
 * Converts deltas into the answer's blocks, for both streamed and whole answers. Each block holds
 * one kind of content.
 */
export function createBlocks({ thinking, query, isSingle, randomId }: BlockOptions) {
  const open = createOpenBlock();
  let sources: Citation[] = [];
  let calls = 0;
  let searches = 0;

  /**
   * Shows the search results before the text that cites them, in one block even if they arrive
   * separately.
   */
  const showSources = (): BlockStep[] => {
    if (query === null || sources.length === 0) return [];
    const found = sources;
    sources = [];
    searches = 1;
    return [...open.close(), ...toSearch(query, found, `srvtoolu_${randomId()}`)];
  };
  const say = (text: string): BlockStep[] => [
    ...showSources(),
    ...open.begin("text"),
    { type: "delta", delta: { type: "text_delta", text } },
  ];
  const think = (text: string): BlockStep[] => {
    const begun = [...showSources(), ...open.begin("thinking")];
    if (thinking === "omitted") return begun;
    return [...begun, { type: "delta", delta: { type: "thinking_delta", thinking: text } }];
  };
  const callTool = (name: string, given: string): BlockStep[] => {
    calls += 1;
    if (isSingle && calls > 1) return [];
    const id = `toolu_${randomId()}`;
    return [
      ...showSources(),
      ...open.close(),
      { type: "start", block: { type: "tool_use", id, name, input: {}, caller: CALLER } },
      toJsonDelta(toInput(given)),
      STOP,
    ];
  };

  return {
    /** Reports whether another piece of text would go into the open block. */
    isInText: (): boolean => open.kind() === "text" && sources.length === 0,
    /** Returns the number of searches with visible results. */
    searches: (): number => searches,
    take(delta: Delta): BlockStep[] {
      switch (delta.type) {
        case "start":
          return [];
        case "text":
          return delta.text === "" ? [] : say(delta.text);
        case "reasoning":
          return thinking === null || delta.text === "" ? [] : think(delta.text);
        case "tool-call":
          return callTool(delta.name, delta.arguments);
        case "citations":
          sources.push(...delta.citations.filter(({ url }) => /^https?:\/\//i.test(url)));
          return [];
        case "finish":
          return [...showSources(), ...open.close()];
      }
    },
  };
}

const toJsonDelta = (value: Record<string, unknown>): BlockStep => ({
  type: "delta",
  delta: { type: "input_json_delta", partial_json: JSON.stringify(value) },
});

/**
 * Parses the arguments into an object, because clients throw on anything else. For invalid
 * arguments, the tool itself reports the error to the model.
 */
function toInput(given: string): Record<string, unknown> {
  const value = parseJson(toArguments(given));
  return isRecord(value) ? value : { _raw: given };
}

function toSearch(query: string, sources: readonly Citation[], id: string): BlockStep[] {
  const content = sources.map(({ url, title }) => ({
    type: "web_search_result" as const,
    url,
    title,
    encrypted_content: SIGNATURE,
    page_age: null,
  }));
  return [
    {
      type: "start",
      block: { type: "server_tool_use", id, name: "web_search", input: {}, caller: CALLER },
    },
    toJsonDelta({ query }),
    STOP,
    {
      type: "start",
      block: { type: "web_search_tool_result", tool_use_id: id, caller: CALLER, content },
    },
    STOP,
  ];
}
