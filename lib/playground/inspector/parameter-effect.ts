import type { ModelInfo, Range } from "../conversation/models";
import { type Field, type Parameters, toWireName } from "../conversation/parameters";
import { toFields } from "../conversation/to-fields";
import type { Variant } from "../conversation/types";

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

/** What the model lacks, set or not: what it is for is then of no use. Null: nothing, or nobody knows. */
export function findLack(field: Field, model: ModelInfo | null): "unused" | "refused" | null {
  const { needs, kind } = field;
  if (!model) return null;
  if (needs && !model[needs.capability]) return needs.otherwise;
  return kind === "number" && model.ranges[toWireName(field)] === null ? "unused" : null;
}

type Answered = Pick<Variant, "model" | "report">;
type Situation = { model: ModelInfo | null; answer: Answered | null };

/** What has been told counts for more than what is foreseen; null: sent as it is. */
export function findEffect(
  field: Field,
  parameters: Parameters,
  { model, answer }: Situation,
): Effect | null {
  const value = parameters[field.name];
  // An empty list of functions, or one that is not JSON yet, is not sent.
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
