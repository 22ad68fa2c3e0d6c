import { expect, it } from "vitest";

import { startSite } from "./site";
import { findBeyond, findViolations } from "./violations";
import { openAwake } from "./voice-page";

const DEVICE = "--use-fake-device-for-media-stream";
const LAN = "lan.test";

/** What a browser is like, and what is said of it. */
const BROWSERS = [
  {
    name: "the microphone is not allowed",
    flags: [DEVICE, "--use-fake-ui-for-media-stream=deny"],
    host: "",
    words: { en: /does not allow the microphone/, zh: /没有允许使用麦克风/ },
  },
  {
    name: "there is no microphone",
    flags: [],
    host: "",
    words: { en: /There is no microphone/, zh: /没有找到麦克风/ },
  },
  {
    name: "the page came by plain HTTP from another host",
    flags: [DEVICE, `--host-resolver-rules=MAP ${LAN} 127.0.0.1`],
    host: LAN,
    words: { en: /only on pages with https/, zh: /只在 https 或 localhost/ },
  },
] as const;

it.each(BROWSERS)("says that $name, in both languages", async ({ flags, host, words }) => {
  const site = await startSite({}, flags);
  try {
    for (const [lang, width, name, close] of [
      ["en", 1280, "Dictate", "Close"],
      ["zh", 390, "语音输入", "关闭"],
    ] as const) {
      const baseURL = host ? site.url.replace("127.0.0.1", host) : site.url;
      const page = await openAwake(site, { lang, width, baseURL });
      await page.getByRole("button", { name, exact: true }).click();
      await page.getByRole("alert").getByText(words[lang]).waitFor();
      expect(await findViolations(page)).toEqual([]);
      expect(await findBeyond(page)).toEqual([]);
      await page.getByRole("button", { name: close, exact: true }).click();
      await page.getByText(words[lang]).waitFor({ state: "detached" });
      // Its requests go to another name of the same server.
      const expected = (problem: string) => host !== "" && problem.startsWith(`http://${host}`);
      expect(site.problems.splice(0).filter((problem) => !expected(problem))).toEqual([]);
      await page.context().close();
    }
  } finally {
    await site[Symbol.asyncDispose]();
  }
});
