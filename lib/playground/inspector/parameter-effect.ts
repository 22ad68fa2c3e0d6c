import type { Parameters, Variant } from "../conversation/types";
import { type ParameterName, WIRE_NAMES } from "./parameters";

/** What the list of models says of one; null where it says nothing. */
export type ModelFacts = {
  id: string;
  vision: boolean;
  tools: boolean;
  webSearch: boolean;
  reasoning: boolean;
  maxTokens: number | null;
};

/** What becomes of a parameter, if it is anything else than to be sent as it is. */
export type Effect =
  /** The gateway has told so of the last answer. */
  | { kind: "adjusted"; value: string }
  | { kind: "ignored" }
  | { kind: "dropped"; turns: number }
  /** To be foreseen from what the model can do. */
  | { kind: "fitted"; value: string }
  | { kind: "unused" }
  | { kind: "refused" };

type Answered = Pick<Variant, "model" | "report">;
type Situation = { model: ModelFacts | null; answer: Answered | null };

/** What has been told counts for more than what is foreseen; null: sent as it is. */
export function findEffect(
  name: ParameterName,
  parameters: Parameters,
  { model, answer }: Situation,
): Effect | null {
  if (parameters[name] === undefined) return null;
  const isSame = answer !== null && (model === null || answer.model === model.id);
  const told = isSame ? readReport(name, answer.report) : null;
  return told ?? (model && foresee(name, parameters, model));
}

function readReport(name: ParameterName, report: Answered["report"]): Effect | null {
  const wireName = WIRE_NAMES[name];
  const adjusted = report.adjusted.find((entry) => entry.startsWith(`${wireName}=`));
  if (adjusted !== undefined) {
    return { kind: "adjusted", value: adjusted.slice(wireName.length + 1) };
  }
  if (report.ignored.includes(wireName)) return { kind: "ignored" };
  if (name === "truncation" && report.truncated !== null && report.truncated > 0) {
    return { kind: "dropped", turns: report.truncated };
  }
  return null;
}

type Foresight = (model: ModelFacts, parameters: Parameters) => Effect | null;

const UNUSED: Effect = { kind: "unused" };
const REFUSED: Effect = { kind: "refused" };

const unlessReasoning: Foresight = ({ reasoning }) => (reasoning ? null : UNUSED);
const unlessTools: Foresight = ({ tools }) => (tools ? null : REFUSED);

/** As the gateway treats Spark's WebSocket models, which are all but those of an APIPassword. */
const FORESIGHT: Readonly<Partial<Record<ParameterName, Foresight>>> = {
  temperature: ({ reasoning }, { temperature }) => fit(temperature, [0.01, reasoning ? 2 : 1]),
  top_p: unlessReasoning,
  presence_penalty: (model, { presence_penalty: penalty }) =>
    unlessReasoning(model, {}) ?? fit(penalty, [0, 3]),
  frequency_penalty: (model, { frequency_penalty: penalty }) =>
    unlessReasoning(model, {}) ?? fit(penalty, [0, 1]),
  max_tokens: ({ maxTokens }, { max_tokens: asked }) => fit(asked, [1, maxTokens ?? Infinity]),
  reasoning_effort: unlessReasoning,
  web_search: ({ webSearch }) => (webSearch ? null : REFUSED),
  tools: unlessTools,
  tool_choice: unlessTools,
  detail: ({ vision }) => (vision ? null : UNUSED),
};

function foresee(name: ParameterName, parameters: Parameters, model: ModelFacts): Effect | null {
  return FORESIGHT[name]?.(model, parameters) ?? null;
}

function fit(value: number | undefined, [min, max]: readonly [number, number]): Effect | null {
  if (value === undefined || (value >= min && value <= max)) return null;
  return { kind: "fitted", value: String(Math.min(Math.max(value, min), max)) };
}
