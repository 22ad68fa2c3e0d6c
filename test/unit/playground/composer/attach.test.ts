import { describe, expect, it } from "vitest";

import { attach } from "@/lib/playground/composer/attach";

type Brought = { plain?: string; html?: string; url?: string; files?: string[] };

/** Returns what was attached, and what was left as text. */
function bring({ plain = "", html = "", url = "", files = [] }: Brought) {
  const attached: string[] = [];
  const texts: Record<string, string> = { "text/plain": plain, "text/html": html, URL: url };
  const text = attach(
    {
      files: files.map(
        (name) => new File(["x"], name, { type: name.endsWith(".png") ? "image/png" : "" }),
      ),
      getData: (type) => texts[type] ?? "",
    },
    {
      addFile: async ({ name }, isOneOfMany) =>
        void attached.push(isOneOfMany ? `${name}, one of many` : name),
      addTextFile: async ({ name }) => void attached.push(`${name} as text`),
      addAddress: (address) => attached.push(address) > 0,
    },
  );
  return { attached, text };
}

const CAT = "https://example.com/cat.jpg";
const CDN = "https://cdn.example.com/i?id=3";
const IMG = `<meta charset='utf-8'><img src="${CDN}" alt="A cat"/>`;
const COPIED = `<html>\n<body>\n<!--StartFragment--><img src="${CDN}"><!--EndFragment-->\n</body></html>`;
const TABLE = "<html><style>td { color: red }</style><table><tr><td>1</td></tr></table></html>";

describe("pasted or dropped content", () => {
  it.each<[string, Brought, string]>([
    ["a screenshot", { files: ["a.png"] }, "a.png"],
    ["a file copied with its name", { files: ["a.png"], plain: "a.png" }, "a.png"],
    ["an image copied from a page", { files: ["a.png"], html: IMG }, "a.png"],
    [
      "an image copied from a page with its URL",
      { files: ["a.png"], html: COPIED, plain: CDN },
      "a.png",
    ],
    ["a pasted image URL", { plain: `${CAT}\n` }, CAT],
    ["a dragged image URL", { plain: CAT, url: CAT }, CAT],
    ["an image dragged from a page without its file", { plain: CDN, url: CDN, html: IMG }, CDN],
    ["only the first of two files", { files: ["a.png", "b.png"] }, "a.png, one of many"],
  ])("attaches %s to the draft", (_name, brought, attached) => {
    expect(bring(brought)).toEqual({ attached: [attached], text: null });
  });

  it.each<[string, Brought, string]>([
    [
      "spreadsheet cells with their image",
      { files: ["a.png"], html: TABLE, plain: "1\t2" },
      "1\t2",
    ],
    ["rich text with an image inside", { files: ["a.png"], html: `Hi ${IMG}`, plain: "Hi" }, "Hi"],
    [
      "a link",
      { plain: "https://example.com/", url: "https://example.com/" },
      "https://example.com/",
    ],
    ["an untitled link", { url: "https://example.com/" }, "https://example.com/"],
    ["plain text", { plain: "Look: a.png" }, "Look: a.png"],
    ["empty content", {}, ""],
  ])("leaves %s as text without attaching an image", (_name, brought, text) => {
    expect(bring(brought)).toEqual({ attached: [], text });
  });
});
