import { afterAll, afterEach, beforeAll, expect, it } from "vitest";

import { send, type Site, startSite, wake } from "./site";

let site: Site;
beforeAll(async () => {
  site = await startSite({ settings: { IMAGE_BUDGET: "1/day" } });
});
afterAll(() => site[Symbol.asyncDispose]());
afterEach(() => site.settle());

it.each([
  { lang: "en", width: 1280, moderated: "The content review did not pass it" },
  { lang: "zh", width: 390, moderated: "没有通过内容审核" },
])("shows why no image was drawn, as for chat ($lang, $width)", async (row) => {
  const { lang, width, moderated } = row;
  const page = await site.open(`/?lang=${lang}`, { viewport: { width, height: 844 } });
  await wake(page);
  await page.getByRole("combobox", { name: /^(Model|模型)$/ }).selectOption("spark-image");
  const card = page.getByRole("log").getByRole("alert");
  await send(page, "违禁");
  await card.getByText(moderated).waitFor();
  await expect.poll(() => page.getByRole("img", { name: /Drawing|正在画/ }).count()).toBe(0);
  expect(site.problems.splice(0)).toEqual([expect.stringContaining("400")]);
  await page.context().close();
});

it("reports that the day's images are used up, and keeps earlier images", async () => {
  const page = await site.open("/?lang=en");
  await wake(page);
  await page.getByRole("combobox", { name: "Model" }).selectOption("spark-image");
  await send(page, "One");
  await page.getByRole("img", { name: "One" }).waitFor();
  await page.getByRole("button", { name: "Regenerate" }).click();
  await page.getByRole("log").getByRole("alert").getByText("The quota is used up").waitFor();
  await page.getByRole("log").getByText("Details", { exact: true }).click();
  await page
    .getByRole("log")
    .getByText(/1 image per day/)
    .waitFor();
  expect(site.problems.splice(0)).toEqual([expect.stringContaining("429")]);
  await page.getByRole("button", { name: "Previous answer" }).click();
  await page.getByRole("img", { name: "One" }).waitFor();
});
