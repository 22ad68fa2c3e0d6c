import katex from "katex";
import remarkMath from "remark-math";

/** Accepts formulae between `$$` only: see `normaliseMaths`. */
export const REMARK_MATHS: [typeof remarkMath, { singleDollarTextMath: false }] = [
  remarkMath,
  { singleDollarTextMath: false },
];

/**
 * The two commands that KaTeX would write as a style attribute, which the page's policy forbids.
 */
const MACROS: Readonly<Record<string, string>> = {
  "\\pmb": "\\boldsymbol{#1}",
  "\\fcolorbox": "\\fbox{\\@secondoftwo{#1#2}{#3}}",
};

/**
 * Puts the formula into the element as MathML, for which the browser has its own fonts, and without
 * parsing HTML. What is not a formula stays as it is.
 */
export function renderFormula(source: string, element: HTMLElement, isDisplayed: boolean): void {
  try {
    katex.render(source, element, {
      displayMode: isDisplayed,
      output: "mathml",
      // KaTeX's own error output has a style attribute as well.
      throwOnError: true,
      // New each time, because a formula may define commands for itself only.
      macros: { ...MACROS },
      // Models write Chinese inside formulae, which is not an error.
      strict: "ignore",
      trust: false,
      maxExpand: 200,
      maxSize: 20,
    });
  } catch {
    element.textContent = source;
  }
}
