import { billTokens, type Heard } from "./heard";
import { estimateTokens, fitTokens } from "./estimate";
import { describe } from "./describe";
import { callFirstFunction, looksLikeToolResult } from "./function-call";
import type { Plan } from "./plan";
import { answerInJson } from "./json-answer";
import { SOURCES } from "./sources";

const REASONING =
  "【模拟思考】先看清问题，再想想收到了什么，然后如实复述。(simulated reasoning, no model is thinking)";

/** Builds the default answer, which describes what has reached the simulator. */
export function answerHeard(heard: Heard): Plan {
  const [first] = heard.functions;
  if (first && !looksLikeToolResult(heard.question))
    return {
      texts: [],
      call: callFirstFunction(first, heard.question),
      usage: billTokens(heard, 0),
    };

  const json = answerInJson(heard);
  if (json !== null) return limit("", json, heard);

  const sources = heard.searches && heard.showsSources ? { sources: SOURCES } : {};
  return { ...limit(heard.thinks ? REASONING : "", describe(heard), heard), ...sources };
}

/**
 * Limits reasoning and text to max_tokens, which they share. When it is used up, the answer just
 * ends, as Spark's does.
 */
function limit(reasoning: string, text: string, heard: Heard): Plan {
  const budget = heard.maxTokens ?? Infinity;
  const thought = fitTokens(reasoning, budget);
  const spent = estimateTokens(thought);
  const said = thought === reasoning ? fitTokens(text, budget - spent) : "";
  const cut = thought !== reasoning || said !== text;
  const tokens = cut ? budget : spent + estimateTokens(said);
  return {
    reasoning: toSteps(thought),
    texts: toSteps(said),
    usage: billTokens(heard, tokens),
  };
}

/**
 * Splits text into pieces of 5 to 12 characters. It counts code points, so no surrogate pair is
 * split.
 */
export function toSteps(text: string): string[] {
  const characters = Array.from(text);
  const steps: string[] = [];
  for (let start = 0, size = 5; start < characters.length; start += size, size = nextSize(size))
    steps.push(characters.slice(start, start + size).join(""));
  return steps;
}

function nextSize(size: number): number {
  return 5 + ((size - 5 + 3) % 8);
}
