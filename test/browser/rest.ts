import type { Page } from "playwright-core";

/**
 * Waits for transitions and animations that run once, because colours and places are judged in
 * their final state.
 */
export async function comeToRest(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const ending = document.getAnimations().filter(({ effect }) => {
      return effect?.getComputedTiming().endTime !== Infinity;
    });
    // An animation whose element is removed in the meantime rejects, and has ended as well.
    await Promise.allSettled(ending.map(({ finished }) => finished));
  });
}
