import axe from "axe-core";
import type { Page } from "playwright-core";

import { comeToRest } from "./rest";

const GUIDELINES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Checks every rule in the light theme, and in the dark theme the one that a colour can break. */
export async function findViolations(page: Page): Promise<string[]> {
  const found: string[] = [];
  await page.evaluate(axe.source);
  for (const [colorScheme, runOnly] of [
    ["dark", ["color-contrast"]],
    ["light", GUIDELINES],
  ] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await comeToRest(page);
    const { violations } = await page.evaluate(
      (rules) => (window as unknown as { axe: typeof axe }).axe.run(document, { runOnly: rules }),
      [...runOnly],
    );
    for (const { id, nodes } of violations) {
      found.push(`${colorScheme} ${id}: ${nodes.map(({ html }) => html).join(" | ")}`);
    }
  }
  return found;
}

/** Finds what extends past the right edge of the screen. */
export function findBeyond(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    /** Anything that scrolls sideways may be as wide as it likes inside. */
    const isInScroller = (element: Element): boolean => {
      const parent = element.parentElement;
      if (!parent || parent === document.body) return false;
      const { overflowX } = getComputedStyle(parent);
      return overflowX === "auto" || overflowX === "scroll" || isInScroller(parent);
    };
    return [...document.querySelectorAll("body *")]
      .filter((element) => element.getBoundingClientRect().right > innerWidth + 0.5)
      .filter((element) => !isInScroller(element))
      .map((element) => element.outerHTML.slice(0, 120));
  });
}
