import { describe, expect, it } from "vitest";

import { isLost, showLostPage } from "@/lib/gateway/http/lost-page";
import { toJsonAnswer } from "@/lib/gateway/http/answer";

const toRequest = (path: string, method = "GET", headers: Record<string, string> = {}) => ({
  method,
  url: `http://host${path}`,
  headers: new Headers(headers),
  signal: new AbortController().signal,
  body: null,
});

describe("a broken link", () => {
  it.each([
    ["/nothing", "GET", "text/html,*/*", true],
    ["/v10", "HEAD", "text/html", true],
    ["/nothing", "POST", "text/html", false],
    ["/nothing", "GET", "*/*", false],
    ["/v1", "GET", "text/html", false],
    ["/v1/nothing?x", "GET", "text/html", false],
  ])(
    "answers as a page or as JSON, as expected: %s by %s for %s",
    (path, method, accept, isOne) => {
      expect(isLost(toRequest(path, method, { accept }))).toBe(isOne);
    },
  );

  it("shows a page in the reader's language that contains nothing of the request", () => {
    const answer = toJsonAnswer({ error: {} }, { status: 404, headers: { "x-request-id": "r" } });
    const language = { "accept-language": "en-GB,en;q=0.9" };
    const page = showLostPage(toRequest("/<b>evil</b>", "GET", language), answer);
    expect(page).toMatchObject({ status: 404, headers: { "x-request-id": "r" } });
    expect(page.headers["content-type"]).toContain("text/html");
    expect(page.body).toContain("There is no such page");
    expect(page.body).not.toContain("evil");
    expect(page.body).not.toContain("<script");
    expect(showLostPage(toRequest("/x"), answer).body).toContain("没有这个页面");
  });
});
