import { execFileSync } from "node:child_process";

import { expect, it } from "vitest";

import { toCurl } from "@/lib/playground/curl";

it.each(["plain", "it's", '"quoted"', String.raw`back\slash`, "$HOME `date` !", "两行\n星火"])(
  "reaches the gateway as it was asked: %j",
  (question) => {
    const script = `curl() { for last; do :; done; printf %s "$last"; }\n`;
    const body = execFileSync("sh", ["-c", script + toCurl("https://h", question)], {
      encoding: "utf8",
    });
    expect(JSON.parse(body)).toEqual({
      model: "lite",
      stream: true,
      messages: [{ role: "user", content: question }],
    });
  },
);
