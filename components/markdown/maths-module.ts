import katex from "katex";
import remarkMath from "remark-math";

/** Formulae between `$$` alone: see `normaliseMaths`. */
export const REMARK_MATHS: [typeof remarkMath, { singleDollarTextMath: false }] = [
  remarkMath,
  { singleDollarTextMath: false },
];

/** The two commands that KaTeX writes as a style attribute, which the page's policy forbids. */
const MACROS: Readonly<Record<string, string>> = {
  "\\pmb": "\\boldsymbol{#1}",
  "\\fcolorbox": "\\fbox{\\@secondoftwo{#1#2}{#3}}",
};

/**
 * Puts the formula into the element as MathML, for which the browser has its own fonts; no HTML is
 * parsed on the way. What cannot be read as a formula is put there as it is.
 */
export function renderFormula(source: string, element: HTMLElement, isDisplayed: boolean): void {
  try {
    katex.render(source, element, {
      displayMode: isDisplayed,
      output: "mathml",
      // KaTeX's own report of an error has a style attribute as well.
      throwOnError: true,
      // A fresh one each time: a formula may define commands of its own, for itself alone.
      macros: { ...MACROS },
      // Models write Chinese into formulae; that is no error.
      strict: "ignore",
      trust: false,
      maxExpand: 200,
      maxSize: 20,
    });
  } catch {
    element.textContent = source;
  }
}
