/** What a value must be. Objects allow only the listed properties, unless `open`. */
export type Rule = { readonly optional?: true } & (
  | { readonly type: "anything" }
  | { readonly type: "boolean" }
  | StringRule
  | NumberRule
  | ArrayRule
  | ObjectRule
  /** If none fits, the violations of the last rule are reported. */
  | { readonly type: "either"; readonly rules: readonly Rule[] }
);

type StringRule = {
  readonly type: "string";
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: RegExp;
  readonly oneOf?: readonly string[];
};

type NumberRule = {
  readonly type: "number" | "integer";
  readonly above?: number;
  readonly min?: number;
  readonly max?: number;
};

type ArrayRule = { readonly type: "array"; readonly items: Rule; readonly minItems?: number };

type ObjectRule = {
  readonly type: "object";
  readonly properties: Readonly<Record<string, Rule>>;
  readonly open?: true;
};

export type Violation = { readonly path: string; readonly problem: string };

/** Lists every violation, in the format of the two that were observed from Spark. */
export function findViolations(value: unknown, rule: Rule, path = "$"): Violation[] {
  switch (rule.type) {
    case "anything":
      return [];
    case "boolean":
      return checkBoolean(value).map((problem) => ({ path, problem }));
    case "string":
      return checkString(value, rule).map((problem) => ({ path, problem }));
    case "number":
    case "integer":
      return checkNumber(value, rule).map((problem) => ({ path, problem }));
    case "array":
      return checkArray(value, rule, path);
    case "object":
      return checkObject(value, rule, path);
    case "either":
      return checkEither(value, rule.rules, path);
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function checkEither(value: unknown, rules: readonly Rule[], path: string): Violation[] {
  const attempts = rules.map((rule) => findViolations(value, rule, path));
  return attempts.find((violations) => violations.length === 0) ?? attempts.at(-1) ?? [];
}

function checkBoolean(value: unknown): string[] {
  return typeof value === "boolean" ? [] : ["type must be boolean"];
}

function checkString(value: unknown, rule: StringRule): string[] {
  const { minLength = 0, maxLength = Infinity, pattern, oneOf } = rule;
  if (typeof value !== "string") return ["type must be string"];
  if (value.length > maxLength) return [`length must be less or equal than ${maxLength}`];
  if (value.length < minLength) return [`length must be larger or equal than ${minLength}`];
  if (pattern && !pattern.test(value)) return [`value must match ${pattern.source}`];
  if (oneOf && !oneOf.includes(value)) return [`value must be one of [${oneOf.join(",")}]`];
  return [];
}

function checkNumber(value: unknown, rule: NumberRule): string[] {
  const { type, above = -Infinity, min = -Infinity, max = Infinity } = rule;
  if (typeof value !== "number") return [`type must be ${type}`];
  if (type === "integer" && !Number.isInteger(value)) return ["type must be integer"];
  if (value <= above) return [`value must be larger than ${above}`];
  if (value < min) return [`value must be larger or equal than ${min}`];
  if (value > max) return [`value must be less or equal than ${max}`];
  return [];
}

function checkArray(value: unknown, { items, minItems = 0 }: ArrayRule, path: string): Violation[] {
  if (!Array.isArray(value)) return [{ path, problem: "type must be array" }];
  if (value.length < minItems)
    return [{ path, problem: `length must be larger or equal than ${minItems}` }];
  return value.flatMap((item, index) => findViolations(item, items, `${path}[${index}]`));
}

function checkObject(value: unknown, { properties, open }: ObjectRule, path: string): Violation[] {
  if (!isRecord(value)) return [{ path, problem: "type must be object" }];
  const known = Object.entries(properties).flatMap(([name, rule]) => {
    const property = `${path}.${name}`;
    if (value[name] !== undefined) return findViolations(value[name], rule, property);
    return rule.optional ? [] : [{ path: property, problem: "is required" }];
  });
  if (open) return known;
  const unknown = Object.keys(value).filter((name) => !Object.hasOwn(properties, name));
  return [
    ...known,
    ...unknown.map((name) => ({ path: `${path}.${name}`, problem: "is not allowed" })),
  ];
}
