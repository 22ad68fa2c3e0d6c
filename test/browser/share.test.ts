import { afterAll, afterEach, beforeAll, expect, it } from "vitest";

import { encodeShare } from "../../lib/playground/share/share";
import { type Site, startSite, wake } from "./site";

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site[Symbol.asyncDispose]());
afterEach(() => site.settle());

it("opens a share link pasted into an open page, even after a broken one", async () => {
  const page = await site.open("/");
  await wake(page);
  const paste = (hash: string) => page.evaluate((text) => (location.hash = text), hash);
  await paste("#s=broken");
  await page.getByText("这个链接读不出来").waitFor();
  const share = { model: "4.0Ultra", parameters: {}, text: "天为什么是蓝的？", imageUrls: [] };
  await paste(await encodeShare(share));
  await expect
    .poll(() => page.getByRole("textbox", { name: "消息" }).inputValue())
    .toBe(share.text);
  await expect
    .poll(() => page.getByRole("combobox", { name: "模型" }).inputValue())
    .toBe("4.0Ultra");
  await page.getByText("这个链接读不出来").waitFor({ state: "detached" });
  expect(page.url()).not.toContain("#s=");
});
