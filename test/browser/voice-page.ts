import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { BrowserContextOptions, Page } from "playwright-core";

import { encode } from "../simulator/audio-codec/encode";
import { answer } from "../simulator/scripts";
import { wavFile } from "../wav-file";
import { type Site, startSite, wake } from "./site";

const RATE = 48_000;
/** The file plays from the press on; what comes before the page listens is lost. */
const LEAD_SECONDS = 2;
/** Longer than any recording of a test, so that the file does not end first. */
const SILENCE_SECONDS = 60;

/** A site in whose browser the microphone hears this text. */
export async function startSpokenSite(text: string): Promise<Site> {
  const spoken = encode(text, { rate: 24_000 });
  const start = LEAD_SECONDS * RATE;
  const samples = new Float32Array(start + 2 * spoken.length + SILENCE_SECONDS * RATE);
  for (const [at, sample] of spoken.entries()) {
    samples.fill(sample / 32_768, start + 2 * at, start + 2 * at + 2);
  }
  const path = join(tmpdir(), `spoken-${process.pid}.wav`);
  await writeFile(path, wavFile(samples, { rate: RATE, channels: 1, bits: 16 }));
  return startSite({}, [
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
    `--use-file-for-fake-audio-capture=${path}%noloop`,
  ]);
}

export type Look = { lang?: "zh" | "en"; width?: number } & BrowserContextOptions;

export async function openAwake(
  site: Site,
  { lang = "en", width = 1280, ...options }: Look = {},
): Promise<Page> {
  const page = await site.open(`/?lang=${lang}`, {
    viewport: { width, height: 844 },
    ...(width < 768 && { hasTouch: true, isMobile: true }),
    ...options,
  });
  await wake(page);
  return page;
}

/** Has this answered by the simulator, whatever is asked. */
export async function askFor(site: Site, page: Page, text: string): Promise<void> {
  const done = page.locator('article[data-state="done"]');
  const count = await done.count();
  site.simulator.play(answer([text]));
  await page.getByRole("textbox", { name: /^(Message|消息)$/ }).fill("?");
  await page.getByRole("button", { name: /^(Send|发送)$/ }).click();
  await done.nth(count).waitFor();
  await page.getByRole("button", { name: /^(Regenerate|重新生成)$/ }).waitFor();
}

/** What the audio element is doing; null where there is none. */
export function readAudio(page: Page) {
  return page.evaluate(() => {
    const audio = document.querySelector("audio");
    return audio && { at: audio.currentTime, isPaused: audio.paused, error: audio.error?.message };
  });
}
