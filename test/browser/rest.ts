import type { Page } from "playwright-core";

/** Waits for whatever moves or fades once: colours and places are judged as they stay. */
export async function comeToRest(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const ending = document.getAnimations().filter(({ effect }) => {
      return effect?.getComputedTiming().endTime !== Infinity;
    });
    // One whose element goes meanwhile is rejected, and has come to rest as well.
    await Promise.allSettled(ending.map(({ finished }) => finished));
  });
}
