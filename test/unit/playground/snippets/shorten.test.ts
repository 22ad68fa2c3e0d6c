import { expect, it } from "vitest";

import { shorten } from "@/lib/playground/snippets/shorten";

it("shortens image data and very long texts but nothing else", () => {
  const url = `data:image/jpeg;base64,${"A".repeat(5000)}`;
  const body = {
    model: "m",
    tiny: "data:image/png;base64,AAAA",
    words: "data: this is no image, however long it gets".repeat(9),
    messages: [{ content: [{ image_url: { url } }, { text: "x".repeat(70_000) }] }],
    flag: false,
    nothing: null,
  };
  const before = structuredClone(body);
  const { value, images } = shorten(body);
  expect(images).toBe(1);
  expect(value).toEqual({
    ...body,
    messages: [
      {
        content: [
          { image_url: { url: `${url.slice(0, 40)}…(4983 more characters)` } },
          { text: `${"x".repeat(65_536)}…(4464 more characters)` },
        ],
      },
    ],
  });
  expect(body).toEqual(before);
});
