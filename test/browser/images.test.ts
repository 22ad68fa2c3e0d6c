import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

import type { Page } from "playwright-core";
import sharp, { type Metadata } from "sharp";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";

import { halves, noise } from "../images";
import { send, type Site, startSite, wake } from "./site";

let site: Site;
let images: Server;
let address: string;
beforeAll(async () => {
  const jpeg = await halves(640, 480).jpeg().toBuffer();
  images = createServer((request, response) => {
    if (request.url !== "/cat.jpg") response.writeHead(404).end();
    else response.writeHead(200, { "content-type": "image/jpeg" }).end(jpeg);
  });
  await new Promise<void>((resolve) => {
    images.listen(0, "127.0.0.1", resolve);
  });
  const { port } = images.address() as AddressInfo;
  address = `http://127.0.0.1:${port}`;
  site = await startSite({ settings: { IMAGE_ALLOWED_HOSTS: `127.0.0.1:${port}` } });
});
afterAll(async () => {
  images.close();
  await site[Symbol.asyncDispose]();
});
afterEach(() => {
  // Ignores problems with thumbnails, which come from any address that the reader enters.
  const own = (problem: string): boolean => !problem.startsWith(address);
  site.problems.splice(0, Infinity, ...site.problems.filter(own));
  site.settle();
});

const box = (page: Page) => page.getByRole("textbox", { name: "Message" });

/** Returns the image that Spark received with the newest question. */
async function readSent(index: number): Promise<Metadata> {
  const { payload } = await (await site.simulator.connection(index)).request;
  const [image] = payload.message.text;
  if (image?.content_type !== "image") throw new Error("no image was sent");
  return sharp(Buffer.from(image.content, "base64")).metadata();
}

async function paste(page: Page, type: string, content: string): Promise<void> {
  await box(page).focus();
  await page.evaluate(
    ([kind = "", text = ""]) => {
      const data = new DataTransfer();
      if (kind === "text/plain") data.setData(kind, text);
      else {
        const bytes = Uint8Array.from(atob(text), (character) => character.codePointAt(0) ?? 0);
        data.items.add(new File([bytes], "pasted", { type: kind }));
      }
      const event = new ClipboardEvent("paste", {
        clipboardData: data,
        bubbles: true,
        cancelable: true,
      });
      document.activeElement?.dispatchEvent(event);
    },
    [type, content],
  );
}

describe("image input", () => {
  it("shows a thumbnail for a pasted image URL and offers a vision model", async () => {
    const page = await site.open("/?lang=en");
    await wake(page);
    await paste(page, "text/plain", `${address}/cat.jpg`);
    await page.getByRole("img", { name: "cat.jpg" }).waitFor();
    await page.getByText("640 × 480").waitFor();
    await expect.poll(() => box(page).inputValue()).toBe("");

    await box(page).fill("What is this?");
    await box(page).press("Enter");
    await page.getByText("lite cannot see images.").waitFor();
    await expect.poll(() => page.getByRole("article").count()).toBe(0);
    await page.getByRole("button", { name: "Switch to vision" }).click();
    await box(page).press("Enter");
    await page
      .getByRole("log")
      .getByText(/640×480/)
      .first()
      .waitFor();
    await expect.poll(() => readSent(0)).toMatchObject({ format: "jpeg", width: 640, height: 480 });
    await expect
      .poll(() => page.getByRole("article", { name: "Question" }).getByRole("img").count())
      .toBe(1);
  });

  it("validates a typed image URL and accepts one the browser cannot display", async () => {
    const page = await site.open("/?lang=en");
    await wake(page);
    await page.getByRole("button", { name: "Add image or file" }).click();
    const url = page.getByRole("textbox", { name: "Image URL" });
    await url.fill("cat.jpg");
    await url.press("Enter");
    await page.getByText("is not an image URL").waitFor();
    await url.fill(`data:image/png;base64,${"A".repeat(5000)}`);
    await url.press("Enter");
    const notice = page.getByRole("alert").filter({ hasText: "Upload an image" });
    await notice.waitFor();
    expect((await notice.boundingBox())?.height).toBeLessThan(120);
    await url.fill(`${address}/gone.png`);
    await url.press("Enter");
    await page.getByText("Your browser cannot show this image.").waitFor();
    expect(site.problems.splice(0)).toContainEqual(expect.stringContaining("404"));
    await page.getByRole("combobox", { name: "Model" }).selectOption("vision");
    await send(page, "And this?");
    await page.getByRole("log").getByRole("alert").waitFor();
    expect(site.problems.splice(0)).toContainEqual(expect.stringContaining("400"));
  });

  it.each([
    ["image/webp", () => halves(300, 200).webp().toBuffer(), "jpeg", 300],
    ["image/avif", () => halves(300, 200).avif().toBuffer(), "jpeg", 300],
    ["image/gif", () => halves(300, 200).gif().toBuffer(), "png", 300],
    ["image/png", () => halves(300, 200).png().toBuffer(), "png", 300],
    ["image/jpeg", () => halves(3000, 2000).jpeg().toBuffer(), "jpeg", 1568],
    ["image/png", () => noise(900).png().toBuffer(), "jpeg", 900],
  ] as const)("converts a pasted %s to a supported format", async (type, make, format, width) => {
    const page = await site.open("/?lang=en");
    await wake(page);
    await page.getByRole("combobox", { name: "Model" }).selectOption("vision");
    await paste(page, type, (await make()).toString("base64"));
    await page.getByText(/\d+ × \d+ · \d+ kB/).waitFor();
    const posted = page.waitForRequest("**/v1/chat/completions");
    await send(page, "Look");
    const size = Buffer.byteLength((await posted).postData() ?? "");
    expect(size).toBeLessThan(4.5 * 1024 * 1024);
    await page
      .getByRole("log")
      .getByText(/像素|pixels/)
      .first()
      .waitFor();
    await expect.poll(() => readSent(0)).toMatchObject({ format, width });
  });

  it.each([
    ["photo.heic", Buffer.from("\0\0\0\x18ftypheic\0\0\0\0mif1heic"), "is HEIC"],
    ["notes.txt", Buffer.from("no image"), "is not an image"],
    ["empty.png", Buffer.alloc(0), "is an empty file"],
    ["torn.jpg", Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]), "cannot be opened"],
  ])("rejects the uploaded file %s and shows the reason", async (name, buffer, reason) => {
    const page = await site.open("/?lang=en");
    await wake(page);
    await page.getByRole("button", { name: "Add image or file" }).click();
    await page
      .locator("input[type=file]")
      .first()
      .setInputFiles({ name, mimeType: "image/any", buffer });
    await page.getByRole("alert").getByText(reason).waitFor();
    await expect.poll(() => page.getByRole("listitem").filter({ hasText: name }).count()).toBe(0);
  });

  it("replaces an image with a newly pasted one and removes it on demand", async () => {
    const page = await site.open("/?lang=en");
    await wake(page);
    const [small, large] = [halves(20, 10), halves(40, 20)].map((one) => one.png().toBuffer());
    await paste(page, "image/png", (await small)?.toString("base64") ?? "");
    await page.getByText(/20 × 10/).waitFor();
    await paste(page, "image/png", (await large)?.toString("base64") ?? "");
    await page.getByText(/40 × 20/).waitFor();
    await page.getByText("Spark sees one image at a time").waitFor();
    await page.getByRole("button", { name: "Remove image pasted" }).click();
    await expect.poll(() => page.getByText(/40 × 20/).count()).toBe(0);
  });
});
