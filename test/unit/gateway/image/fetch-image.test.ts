import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { findFailure } from "@/lib/core/errors";
import { fetchImage } from "@/lib/gateway/image/fetch-image";

import { collectGarbage } from "../../../collected";
import { eventually } from "../../../eventually";
import { codeOf, optionsFor, PNG, signal } from "./fetching";
import { startWeb } from "./web";

describe("fetchImage", () => {
  it("sends only generic headers to an allowed host", async () => {
    let headers: object = {};
    await using web = await startWeb((request, response) => {
      headers = request.headers;
      response.end(PNG);
    });
    expect(await fetchImage(web.url("/a.png"), optionsFor(web.host), signal)).toEqual(PNG);
    expect(Object.keys(headers).toSorted()).toEqual([
      "accept",
      "accept-encoding",
      "connection",
      "host",
      "user-agent",
    ]);
  });

  it("sends product, version and a contact in its user agent", async () => {
    let userAgent: string | undefined;
    await using web = await startWeb((request, response) => {
      userAgent = request.headers["user-agent"];
      response.end(PNG);
    });
    await fetchImage(web.url("/a.png"), optionsFor(web.host), signal);
    expect(userAgent).toBe("gateway/1.0 (+https://example.com)");
  });

  it.each([
    ["a relative path", "/图片.png", "/%E5%9B%BE%E7%89%87.png"],
    ["an accented path", "/café.png", "/caf%C3%A9.png"],
    ["a query", "/a.png?q=猫", "/a.png?q=%E7%8C%AB"],
    ["an escaped path", "/%E5%9B%BE.png", "/%E5%9B%BE.png"],
  ])("follows a redirect whose Location contains raw UTF-8 in %s", async (_, location, path) => {
    await using web = await startWeb((request, response) => {
      if (request.url === path) return void response.end(PNG);
      const raw = Buffer.from(location).toString("latin1");
      response.socket?.end(
        `HTTP/1.1 302 Found\r\nLocation: ${raw}\r\nConnection: close\r\n\r\n`,
        "latin1",
      );
    });
    expect(await fetchImage(web.url("/start"), optionsFor(web.host), signal)).toEqual(PNG);
    expect(web.visits).toEqual(["/start", path]);
  });

  it("follows an absolute redirect with raw UTF-8, and checks its host like any other", async () => {
    await using web = await startWeb((request, response) => {
      if (request.url !== "/start") return void response.end(PNG);
      const raw = Buffer.from(`http://images.test:${web.port}/图.png`).toString("latin1");
      response.writeHead(302, { location: raw }).end();
    });
    expect(await fetchImage(web.url("/start"), optionsFor(web.host), signal)).toEqual(PNG);
    await using other = await startWeb((_, response) => {
      response.writeHead(302, {
        location: Buffer.from("http://127.0.0.1:1/图").toString("latin1"),
      });
      response.end();
    });
    expect(await codeOf(fetchImage(other.url("/"), optionsFor(other.host), signal))).toBe(
      "image_url_not_allowed",
    );
  });

  it("keeps its deadline when garbage is collected while a server is silent", async () => {
    await using web = await startWeb(() => {});
    const options = optionsFor(web.host, { timeoutMs: 300 });
    const fetching = codeOf(fetchImage(web.url("/a.png"), options, signal));
    await eventually(() => expect(web.visits).toHaveLength(1));
    collectGarbage();
    expect(await fetching).toBe("image_download_failed");
  });

  it("follows three redirects and rejects a fourth", async () => {
    await using web = await startWeb((request, response) => {
      const left = Number(request.url?.slice(1));
      if (left === 0) response.end(PNG);
      else response.writeHead(302, { location: `/${left - 1}` }).end();
    });
    const options = optionsFor(web.host);
    expect(await fetchImage(web.url("/3"), options, signal)).toEqual(PNG);
    expect(await codeOf(fetchImage(web.url("/4"), options, signal))).toBe("image_download_failed");
    expect(web.visits).toHaveLength(8);
  });

  it("exempts an allowed host on every port or on one port only", async () => {
    await using web = await startWeb((_, response) => void response.end(PNG));
    expect(await codeOf(fetchImage(web.url(), optionsFor("images.test"), signal))).toBe("fetched");
    const other = optionsFor("images.test:1");
    expect(await codeOf(fetchImage(web.url(), other, signal))).toBe("image_url_not_allowed");
  });
});

describe("fetchImage: bad servers", () => {
  it.each<[string, Parameters<typeof startWeb>[0], string]>([
    [
      "answers 404",
      (_, response) => void response.writeHead(404).end("secret page"),
      "image_download_failed",
    ],
    ["answers 500", (_, response) => void response.writeHead(500).end(), "image_download_failed"],
    ["answers 304", (_, response) => void response.writeHead(304).end(), "image_download_failed"],
    [
      "redirects without a location",
      (_, response) => void response.writeHead(302).end(),
      "image_download_failed",
    ],
    [
      "redirects to an invalid URL",
      (_, response) => void response.writeHead(302, { location: "http://[" }).end(),
      "image_download_failed",
    ],
    [
      "redirects in a loop",
      (_, response) => void response.writeHead(302, { location: "/" }).end(),
      "image_download_failed",
    ],
    [
      "declares a body that is too long",
      (_, response) => void response.writeHead(200, { "content-length": "1001" }).write("x"),
      "image_too_large",
    ],
    [
      "sends an endless body",
      (_, response) => {
        const more = (): void => void (response.write("x".repeat(100)) && setImmediate(more));
        more();
      },
      "image_too_large",
    ],
    [
      "breaks off before the declared length",
      (_, response) => {
        response.writeHead(200, { "content-length": "500" }).write("x");
        response.socket?.end();
      },
      "image_download_failed",
    ],
    ["hangs up", (request) => void request.socket.destroy(), "image_download_failed"],
  ])("fails when the server %s", async (_, listener, code) => {
    await using web = await startWeb(listener);
    expect(await codeOf(fetchImage(web.url(), optionsFor(web.host), signal))).toBe(code);
  });

  it("never quotes the server's response", async () => {
    await using web = await startWeb(
      (_, response) => void response.writeHead(404).end("secret page"),
    );
    const failure = await fetchImage(web.url(), optionsFor(web.host), signal).catch(findFailure);
    expect(JSON.stringify(failure)).not.toMatch(/secret|404|127\.0\.0\.1/);
  });

  it("aborts a slow download at the timeout", async () => {
    let closed: () => void = () => {};
    const left = new Promise<void>((done) => (closed = done));
    await using web = await startWeb((_, response) => {
      const drip = setInterval(() => response.write("x"), 20);
      response.on("close", () => {
        clearInterval(drip);
        closed();
      });
    });
    const options = optionsFor(web.host, { timeoutMs: 150 });
    expect(await codeOf(fetchImage(web.url(), options, signal))).toBe("image_download_failed");
    await left;
  });

  it("aborts an endless DNS lookup at the timeout", async () => {
    const options = optionsFor("x", { resolve: () => new Promise(() => {}), timeoutMs: 50 });
    expect(await codeOf(fetchImage(new URL("http://slow.test/"), options, signal))).toBe(
      "image_download_failed",
    );
  });
});

describe("fetchImage: client disconnects", () => {
  let abort = new AbortController();
  beforeEach(() => void (abort = new AbortController()));
  afterEach(() => abort.abort());

  it.each(["before the headers", "in the body"])(
    "stops the download when the client disconnects %s",
    async (when) => {
      let closed: () => void = () => {};
      const left = new Promise<void>((done) => (closed = done));
      await using web = await startWeb((_, response) => {
        response.on("close", closed);
        if (when === "in the body") response.write("x");
        setImmediate(() => abort.abort(new Error("left")));
      });
      await expect(fetchImage(web.url(), optionsFor(web.host), abort.signal)).rejects.toThrow(
        "left",
      );
      await left;
    },
  );
});
