import type { ModelInfo, Range } from "../api/models";
import type { Parameters, Variant } from "../conversation/types";
import { type ParameterName, WIRE_NAMES } from "./parameters";

/** What becomes of a parameter, if it is anything else than to be sent as it is. */
export type Effect =
  /** The gateway has told so of the last answer. */
  | { kind: "adjusted"; value: string }
  | { kind: "ignored" }
  | { kind: "dropped"; turns: number }
  /** Foreseen from what the gateway says of the model. */
  | { kind: "fitted"; value: string }
  | { kind: "unused" }
  | { kind: "refused" };

type Answered = Pick<Variant, "model" | "report">;
type Situation = { model: ModelInfo | null; answer: Answered | null };

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

type Foresight = (model: ModelInfo) => Effect | null;

const UNUSED: Effect = { kind: "unused" };
const REFUSED: Effect = { kind: "refused" };

const unlessTools: Foresight = ({ tools }) => (tools ? null : REFUSED);

const FORESIGHT: Readonly<Partial<Record<ParameterName, Foresight>>> = {
  reasoning_effort: ({ reasoning }) => (reasoning ? null : UNUSED),
  web_search: ({ webSearch }) => (webSearch ? null : REFUSED),
  tools: unlessTools,
  tool_choice: unlessTools,
  detail: ({ vision }) => (vision ? null : UNUSED),
};

function foresee(name: ParameterName, parameters: Parameters, model: ModelInfo): Effect | null {
  const value = parameters[name];
  const range = model.ranges[WIRE_NAMES[name]];
  if (typeof value !== "number" || range === undefined) return FORESIGHT[name]?.(model) ?? null;
  return range === null ? UNUSED : fit(value, range);
}

function fit(value: number, { min, max }: Range): Effect | null {
  const fitted = Math.min(Math.max(value, min), max);
  return fitted === value ? null : { kind: "fitted", value: String(fitted) };
}
