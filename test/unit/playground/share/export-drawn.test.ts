import { expect, it } from "vitest";

import { ANSWER } from "@/lib/playground/i18n/answer";
import { toJson, toJsonLines, toMarkdown } from "@/lib/playground/share/export";
import { toFileName } from "@/lib/playground/share/file-name";
import { inlineImages } from "@/lib/playground/share/inline-images";
import { dropObjectUrls, findBlob, toObjectUrl } from "@/lib/playground/storage/object-urls";

import { toConversation, toVariant } from "./sample";

const words = ANSWER.en;
const PNG = new Blob([Buffer.from("drawn")], { type: "image/png" });
const DATA_URL = `data:image/png;base64,${Buffer.from("drawn").toString("base64")}`;

const draw = (url: string, name = "A [red] cat") =>
  toConversation([
    { role: "user", id: "q", text: name, images: [] },
    {
      role: "assistant",
      id: "a",
      shown: 0,
      variants: [
        toVariant({
          images: [{ id: "i", kind: "file", url, blobKey: "secret-key", name, bytes: 5 }],
        }),
      ],
    },
  ]);

it("exports drawn images whole in Markdown and JSON, under their prompt", async () => {
  const conversation = await inlineImages(draw(toObjectUrl(PNG)));
  expect(toMarkdown(conversation, words)).toContain(String.raw`![A \[red\] cat](${DATA_URL})`);
  const json = toJson(conversation, words);
  expect(JSON.parse(json)).toMatchObject({
    answers: [{ variants: [{ images: [{ name: "A [red] cat", url: DATA_URL, bytes: 5 }] }] }],
  });
  expect(json).not.toMatch(/blob:|secret-key/);
});

it("exports a word in place of a drawn image that is lost, or that messages cannot carry", async () => {
  const conversation = await inlineImages(draw(toObjectUrl(PNG)));
  const [, , answer] = toJsonLines(conversation, words).split("\n");
  expect(JSON.parse(answer ?? "")).toEqual({ role: "assistant", content: "[image omitted]" });
  expect(toMarkdown(draw(""), words)).toContain("[image omitted]");
});

it("names a downloaded image after its prompt, without characters that file systems reject", () => {
  const toName = (name: string) =>
    toFileName({ id: "i", kind: "file", url: toObjectUrl(PNG), name }, 2);
  expect(toName("A cat: red/blue?")).toBe("A-cat-red-blue-2.png");
  expect(toName("雾中灯塔上的一只猫。")).toBe("雾中灯塔上的一只猫-2.png");
  expect(toName("../..")).toBe("image-2.png");
  expect(toName("x".repeat(200))).toBe(`${"x".repeat(40)}-2.png`);
});

it("forgets an image whose object URL was revoked", () => {
  const url = toObjectUrl(PNG);
  expect(findBlob(url)).toBe(PNG);
  dropObjectUrls([url, "https://example.com/"]);
  expect(findBlob(url)).toBeUndefined();
});
