import type { Page } from "playwright-core";

/**
 * Returns everything that the page stores in IndexedDB as one text; images are blobs and appear
 * empty.
 */
export function readKept(page: Page): Promise<string> {
  return page.evaluate(
    () =>
      new Promise<string>((resolve, reject) => {
        const opening = indexedDB.open("playground");
        opening.addEventListener("error", () => reject(opening.error ?? new Error("closed")));
        opening.addEventListener("success", () => {
          const reading = opening.result.transaction("records").objectStore("records").getAll();
          reading.addEventListener("success", () => {
            opening.result.close();
            resolve(JSON.stringify(reading.result));
          });
        });
      }),
  );
}
