import { CODES, LATE_CODES, type SparkCode } from "./codes";
import type { Fault } from "./fault";
import type { Plan } from "./plan";

const TEXTS = ["这是被打断之前的", "几句话，", "后面不会再来了"];

export const CODE_FAULTS: readonly Fault[] = [
  ...CODES.map((code) => toFault(String(code.code), code, { texts: [], error: code })),
  ...["tokens.total", "domain.generalv3.5"].map(toRefusal),
  ...CODES.filter(({ code }) => LATE_CODES.includes(code)).map((code) =>
    toFault(`${code.code}-late`, code, { texts: TEXTS, error: code }),
  ),
  ...CODES.filter(({ code }) => code === 10019).map((code) =>
    toFault("10019-end", code, { texts: ["回答完整，", "末尾附一个警告。"], afterthought: code }),
  ),
];

/** Plays any code after some text: `late 12345`. */
export function toLateFault(code: number): Fault {
  const unknown = { code, name: "UnknownError", detail: "simulated", zh: "任意", en: "any code" };
  const error = CODES.find((known) => known.code === code) ?? unknown;
  return toFault(`late ${code}`, error, { texts: TEXTS, error });
}

/**
 * Plays 11200, which has two meanings that only the detail distinguishes: `11200-tokens`,
 * `11200-domain`.
 */
function toRefusal(detail: string): Fault {
  const [subject = ""] = detail.split(".");
  const error = { code: 11200, name: "AppIdNoAuthError", detail };
  return toFault(
    `11200-${subject}`,
    { ...error, zh: "业务量超限或模型未授权", en: "no tokens left, or model not granted" },
    { texts: [], error },
  );
}

function toFault(name: string, { zh, en }: SparkCode, plan: Plan): Fault {
  return { name, zh, en, kind: "plan", plan: () => plan };
}
