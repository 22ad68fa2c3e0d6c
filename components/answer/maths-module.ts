import katex from "katex";
import remarkMath from "remark-math";

/** Formulae between `$$` alone: see `normaliseMaths`. */
export const REMARK_MATHS: [typeof remarkMath, { singleDollarTextMath: false }] = [
  remarkMath,
  { singleDollarTextMath: false },
];

/**
 * Puts the formula into the element as MathML, for which the browser has its own fonts; no HTML is
 * parsed on the way. What cannot be read as a formula is put there as it is.
 */
export function renderFormula(source: string, element: HTMLElement, isDisplayed: boolean): void {
  try {
    katex.render(source, element, {
      displayMode: isDisplayed,
      output: "mathml",
      // KaTeX's own report is coloured by a style attribute, which the page's policy may forbid.
      throwOnError: true,
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
