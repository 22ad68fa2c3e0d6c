import { isIPv4, isIPv6 } from "node:net";

import { describe, expect, it } from "vitest";

import { makeFormatted } from "./formats";

/** What a text of each format must look like, from the format's own standard. */
const CHECKS: Record<string, (text: string) => boolean> = {
  date: (text) => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)),
  "date-time": (text) =>
    /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/.test(text) &&
    !Number.isNaN(Date.parse(text)),
  time: (text) => /^(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?Z$/.test(text),
  duration: (text) => /^P(?:\d+D|T\d+M)$/.test(text),
  email: (text) => /^[a-z0-9]{1,64}@(?:[a-z0-9]{1,63}\.)+[a-z]{2,}$/.test(text),
  hostname: (text) => /^[a-z0-9]{1,63}(?:\.[a-z0-9]{1,63})*$/.test(text) && text.length <= 253,
  uri: (text) => URL.canParse(text),
  "uri-reference": (text) => URL.canParse(text, "https://example.com"),
  uuid: (text) =>
    /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(text),
  ipv4: isIPv4,
  ipv6: isIPv6,
  "json-pointer": (text) => /^(?:\/[^~]*)?$/.test(text),
  regex: (text) => new RegExp(text, "u").source === text,
};

describe("makeFormatted", () => {
  it.each(Object.entries(CHECKS))(
    "makes distinct, valid texts of the format %s",
    (format, check) => {
      const texts = [...makeFormatted(format, 60)].slice(0, 20);
      expect(texts.filter((text) => !check(text))).toEqual([]);
      expect(new Set(texts).size).toBe(20);
    },
  );

  it("makes no text for an unknown format", () => {
    expect([...makeFormatted("unheard-of", 0)]).toEqual([]);
  });
});
