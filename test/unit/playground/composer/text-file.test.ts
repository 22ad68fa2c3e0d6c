import { describe, expect, it } from "vitest";

import { readTextFile } from "@/lib/playground/composer/text-file";
import { isTextFile } from "@/lib/playground/composer/text-name";

const toBlob = (...bytes: number[]) => new Blob([new Uint8Array(bytes)]);

describe("readTextFile", () => {
  it.each([
    ["UTF-8 with its mark", new Blob(["\uFEFF星火\r\n"]), "星火\n"],
    ["GB 18030", toBlob(0xd0, 0xd5, 0xc3, 0xfb), "姓名"],
    ["UTF-16 with its mark", toBlob(0xff, 0xfe, 0x1f, 0x66), "星"],
  ])("reads a text file in %s", async (_name, blob, text) => {
    expect(await readTextFile(blob)).toEqual({ text });
  });

  it.each([
    ["an empty one", new Blob([]), "empty-file"],
    ["a program", toBlob(77, 90, 0, 3), "not-text"],
    ["a photo", toBlob(0xff, 0xd8, 0xff, 0xe0, 0x10, 0xff), "not-text"],
    ["one of a megabyte", new Blob(["a".repeat(1024 * 1024)]), "file-too-large"],
  ])("rejects %s as a text file", async (_name, blob, problem) => {
    expect(await readTextFile(blob)).toBe(problem);
  });

  it.each([
    ["a.md", "", true],
    ["A.CSV", "application/vnd.ms-excel", true],
    ["Makefile", "text/x-makefile", true],
    ["a.svg", "image/svg+xml", false],
    ["a.png", "image/png", false],
    ["a.HEIC", "", false],
    ["a.pdf", "application/pdf", true],
  ])("is told from an image by its name: %s of type %j", (name, type, isText) => {
    expect(isTextFile({ name, type })).toBe(isText);
  });
});
