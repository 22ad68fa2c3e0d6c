import { SOURCES } from "../../simulator/sources";
import { ASK } from "./ask";
import type { Case } from "./case";
import { PERSON, SEARCH } from "./tools";

const usage = (completion: number) => ({
  question_tokens: 1,
  prompt_tokens: 9,
  completion_tokens: completion,
  total_tokens: 9 + completion,
});

/** The events of a text item, as counted below. */
const ITEM = (part: string, words: string): string[] => [
  "output_item.added",
  `${part}.added`,
  `${words}.delta`,
  `${words}.done`,
  `${part}.done`,
  "output_item.done",
];
const TEXT = ITEM("content_part", "output_text");
const THINKING = ITEM("content_part", "reasoning_text");
const SUMMARY = ITEM("reasoning_summary_part", "reasoning_summary_text");
const FOUND = [
  "output_item.added",
  ...["in_progress", "searching", "completed"].map((step) => `web_search_call.${step}`),
  "output_item.done",
];
const CITED = TEXT.toSpliced(3, 0, "output_text.annotation.added");

const message = (text: string, more: object = {}) => ({
  type: "message",
  role: "assistant",
  status: "completed",
  content: [{ type: "output_text", text, annotations: [], logprobs: [] }],
  ...more,
});

/** Text answers of every kind except failures. */
export const TEXT_CASES: readonly Case[] = [
  {
    name: "text",
    fields: ASK,
    plan: { texts: ["你好", "，世界", "😀"], usage: usage(5) },
    events: TEXT,
    response: {
      status: "completed",
      output: [message("你好，世界😀")],
      usage: {
        input_tokens: 9,
        input_tokens_details: { cached_tokens: 0, cache_write_tokens: 0 },
        output_tokens: 5,
        output_tokens_details: { reasoning_tokens: 0 },
        total_tokens: 14,
      },
    },
  },
  {
    name: "thinking, then text",
    fields: { ...ASK, model: "spark-x" },
    plan: { reasoning: ["先", "想"], texts: ["好"] },
    events: [...THINKING, ...TEXT],
    response: {
      status: "completed",
      output: [
        {
          type: "reasoning",
          status: "completed",
          summary: [],
          content: [{ type: "reasoning_text", text: "先想" }],
        },
        message("好"),
      ],
    },
  },
  {
    name: "thinking as a summary, then text",
    fields: { ...ASK, model: "spark-x", reasoning: { summary: "auto" } },
    plan: { reasoning: ["先", "想"], texts: ["好"] },
    events: [...SUMMARY, ...TEXT],
    response: {
      status: "completed",
      reasoning: { effort: null, summary: "auto" },
      output: [
        {
          type: "reasoning",
          status: "completed",
          summary: [{ type: "summary_text", text: "先想" }],
        },
        message("好"),
      ],
    },
  },
  {
    name: "a search, then text",
    fields: { ...ASK, tools: [SEARCH], include: ["web_search_call.action.sources"] },
    plan: { sources: SOURCES, texts: ["查到", "了"] },
    events: [...FOUND, ...CITED],
    response: {
      output: [
        {
          type: "web_search_call",
          status: "completed",
          action: { type: "search", sources: SOURCES.map(({ url }) => ({ type: "url", url })) },
        },
        message("查到了", {
          content: [
            {
              type: "output_text",
              text: "查到了",
              annotations: SOURCES.map(({ url, title }) => ({
                type: "url_citation",
                start_index: 0,
                end_index: 3,
                url,
                title,
              })),
              logprobs: [],
            },
          ],
        }),
      ],
    },
  },
  {
    name: "structured output",
    fields: { ...ASK, text: { format: PERSON } },
    plan: { texts: ['{"na', 'me":"张三"}'] },
    events: TEXT,
    response: {
      text: { format: PERSON, verbosity: "medium" },
      output: [message('{"name":"张三"}')],
    },
  },
  {
    name: "text that max_output_tokens cuts",
    fields: { ...ASK, max_output_tokens: 16 },
    plan: { texts: ["半个"], usage: usage(16) },
    events: TEXT,
    response: {
      status: "incomplete",
      incomplete_details: { reason: "max_output_tokens" },
      output: [message("半个", { status: "incomplete" })],
      usage: { output_tokens: 16 },
    },
  },
];
