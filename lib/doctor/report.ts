import type { Language, Words } from "./words/cause";
import type { Check } from "./check";
import { findWords } from "./words/find-words";

const MARKS = { ok: "✓", warning: "!", problem: "✗", skipped: "–" } as const;

type Style = {
  language: Language;
  /** The display names of the apps, by label. */
  names: ReadonlyMap<string, string>;
};

/**
 * Formats checks as lines for a terminal. Each piece of advice appears once. Models that fail for
 * the same reason share a line, and so do skipped checks.
 */
export function createPrinter({ language, names }: Style) {
  const given = new Set<string>();
  let skipped: string[] = [];
  let failing: { check: Check; targets: string[] } | null = null;

  const write = (check: Check, targets: readonly string[]): string[] => {
    const { level, app } = check;
    const words = toWords(check, language);
    const said = words?.what ?? toGoodNews(check, language);
    const about = [app && names.get(app), targets.join(", "), said];
    const lines = [[MARKS[level], ...about, toMark(check, language)].filter(Boolean).join("  ")];
    if (words && !given.has(words.fix)) lines.push(`     → ${words.fix}`);
    if (words) given.add(words.fix);
    return lines;
  };
  const flush = (): string[] => {
    const lines = failing ? write(failing.check, failing.targets) : [];
    if (skipped.length > 0) {
      lines.push(`${MARKS.skipped}  ${skipped.join(", ")}  ${NOT_ASKED[language]}`);
    }
    failing = null;
    skipped = [];
    return lines;
  };

  return {
    /** Returns the lines that can be written now, possibly none. */
    print(check: Check): string[] {
      const { level, target, subject } = check;
      if (level === "skipped") {
        skipped.push(target);
        return [];
      }
      if (failing && skipped.length === 0 && isSame(failing.check, check)) {
        failing.targets.push(target);
        return [];
      }
      const before = flush();
      if (subject !== "model" || level === "ok") return [...before, ...write(check, [target])];
      failing = { check, targets: [target] };
      return before;
    },
    /** Returns the remaining lines and the summary. */
    end: (checks: readonly Check[]): string[] => [...flush(), "", toSummary(checks, language)],
  };
}

const isSame = (one: Check, other: Check): boolean =>
  one.subject === other.subject &&
  one.app === other.app &&
  one.cause === other.cause &&
  one.level === other.level;

const NOT_ASKED = { en: "not asked", zh: "未检查" } as const;

/** Formats a check for programs. A cause's name is stable, its wording is not. */
export function toRecord(check: Check, language: Language): object {
  const { what: message = null, fix = null } = toWords(check, language) ?? {};
  return { ...check, message, fix };
}

function toSummary(checks: readonly Check[], language: Language): string {
  const problems = count(checks, "problem");
  const warnings = count(checks, "warning");
  if (language === "zh") {
    if (problems > 0) return `发现 ${problems} 个问题、${warnings} 个警告。`;
    return warnings > 0 ? `没有问题，有 ${warnings} 个警告。` : "一切正常。";
  }
  const told = warnings === 1 ? "1 warning" : `${warnings} warnings`;
  if (problems > 0) return `${problems === 1 ? "1 problem" : `${problems} problems`}, ${told}.`;
  return warnings > 0 ? `It works, with ${told}.` : "Everything works.";
}

export function count(checks: readonly Check[], level: Check["level"]): number {
  return checks.filter((check) => check.level === level).length;
}

function toWords({ cause }: Check, language: Language): Words | undefined {
  return cause ? findWords(cause)[language] : undefined;
}

function toGoodNews({ subject, elapsedMs = 0 }: Check, language: Language): string {
  const isChinese = language === "zh";
  switch (subject) {
    case "host":
      return isChinese ? `可访问，${elapsedMs} 毫秒` : `reached in ${elapsedMs} ms`;
    case "handshake":
      return isChinese ? `握手成功，${elapsedMs} 毫秒` : `lets the app in, ${elapsedMs} ms`;
    case "model":
      return isChinese ? `已回答，${elapsedMs} 毫秒` : `answered in ${elapsedMs} ms`;
    case "settings":
    case "app":
      return "";
  }
}

/** Formats the details that iFlytek's support asks for, and the clock difference. */
function toMark(check: Check, language: Language): string {
  const { sparkCode, sid, httpStatus, skewSeconds, level } = check;
  const clock = toClock(skewSeconds, language);
  if (level === "ok") return clock && `(${clock})`;
  const marks = [
    sparkCode === undefined ? "" : `Spark ${sparkCode}`,
    httpStatus === undefined ? "" : `HTTP ${httpStatus}`,
    sid ? `sid ${sid}` : "",
    clock,
  ].filter(Boolean);
  return marks.length > 0 ? `(${marks.join(", ")})` : "";
}

function toClock(skewSeconds: number | null | undefined, language: Language): string {
  if (skewSeconds === undefined || skewSeconds === null) return "";
  const skew = `${skewSeconds > 0 ? "+" : ""}${skewSeconds}`;
  return language === "zh" ? `时钟 ${skew} 秒` : `clock ${skew} s`;
}
