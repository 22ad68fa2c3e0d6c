import type { ModelInfo, Range } from "../conversation/models";
import { type Field, type Parameters, toWireName } from "../conversation/parameters";
import { toFields } from "../conversation/to-fields";
import type { Variant } from "../conversation/types";

/** What happens to a parameter, if it is not sent unchanged. */
export type Effect =
  /** The gateway reported this for the last answer. */
  | { kind: "adjusted"; value: string }
  | { kind: "ignored" }
  | { kind: "dropped"; turns: number }
  /** Predicted from the model's ranges. */
  | { kind: "fitted"; value: string }
  | { kind: "unused" }
  | { kind: "refused" };

/**
 * Returns what the model lacks for a parameter, whether or not it is set. Null if it lacks nothing,
 * or is unknown.
 */
export function findLack(field: Field, model: ModelInfo | null): "unused" | "refused" | null {
  const { needs, kind } = field;
  if (!model) return null;
  if (needs && !model[needs.capability]) return needs.otherwise;
  return kind === "number" && model.ranges[toWireName(field)] === null ? "unused" : null;
}

type Answered = Pick<Variant, "model" | "report">;
type Situation = { model: ModelInfo | null; answer: Answered | null };

/**
 * Returns what happens to a parameter; null if it is sent unchanged. A report from the gateway
 * takes precedence over a prediction.
 */
export function findEffect(
  field: Field,
  parameters: Parameters,
  { model, answer }: Situation,
): Effect | null {
  const value = parameters[field.name];
  // An empty list of functions, and one that is not valid JSON yet, is not sent.
  if (value === undefined || (field.kind === "tools" && !toFields(parameters)["tools"]))
    return null;
  const isSame = answer !== null && (model === null || answer.model === model.id);
  const told = isSame ? readReport(field, answer.report) : null;
  return told ?? (model && foresee(field, value, model));
}

function readReport(field: Field, report: Answered["report"]): Effect | null {
  const wireName = toWireName(field);
  const adjusted = report.adjusted.find((entry) => entry.startsWith(`${wireName}=`));
  if (adjusted !== undefined) {
    return { kind: "adjusted", value: adjusted.slice(wireName.length + 1) };
  }
  if (report.ignored.includes(wireName)) return { kind: "ignored" };
  if (field.name === "truncation" && report.truncated !== null && report.truncated > 0) {
    return { kind: "dropped", turns: report.truncated };
  }
  return null;
}

function foresee(field: Field, value: unknown, model: ModelInfo): Effect | null {
  const lack = findLack(field, model);
  if (lack) return { kind: lack };
  const range = model.ranges[toWireName(field)];
  return typeof value === "number" && range ? fit(value, range) : null;
}

function fit(value: number, { min, max }: Range): Effect | null {
  const fitted = Math.min(Math.max(value, min), max);
  return fitted === value ? null : { kind: "fitted", value: String(fitted) };
}
