import type { Citation, Delta } from "../../core/delta";
import { isRecord, parseJson } from "../../core/json";
import { toArguments } from "../common/tool-arguments";
import type { BlockDelta, ContentBlock } from "./types";

export type BlockOptions = {
  /** How thoughts are written; null: nobody asked for them. */
  thinking: "shown" | "omitted" | null;
  /** What was searched for; null: no search was asked for, and its sources are dropped. */
  query: string | null;
  /** One call at most, even if Spark makes more. */
  isSingle: boolean;
  randomId: () => string;
};

/** A step of the answer: blocks follow each other, and none is inside another. */
export type BlockStep =
  | { type: "start"; block: ContentBlock }
  | { type: "delta"; delta: BlockDelta }
  | { type: "stop" };

/** Never empty, since some clients keep no thought without one; it is never checked. */
const SIGNATURE = "c3Bhcms=";
const CALLER = { type: "direct" } as const;
const STOP = { type: "stop" } as const;

/** What a block that grows begins as. */
const BEGINNINGS = {
  text: { type: "text", text: "" },
  thinking: { type: "thinking", thinking: "", signature: "" },
} as const;
const SIGNED = {
  type: "delta",
  delta: { type: "signature_delta", signature: SIGNATURE },
} as const;

/** The one block that may grow: it is closed before another begins. */
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

/** Deltas as blocks of the answer, for its two forms alike. A block holds one kind of content. */
export function createBlocks({ thinking, query, isSingle, randomId }: BlockOptions) {
  const open = createOpenBlock();
  let sources: Citation[] = [];
  let calls = 0;
  let searches = 0;

  /** What was found stands before what draws on it, in one block however it arrived. */
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
    /** Another piece of text goes into the block that is open. */
    isInText: (): boolean => open.kind() === "text" && sources.length === 0,
    /** Searches of which there is something to see. */
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

/** Always an object, or clients throw: the tool itself then tells the model what is wrong. */
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
