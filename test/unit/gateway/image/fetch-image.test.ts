import type { LookupAddress } from "node:dns";
import { isIP } from "node:net";

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { findFailure } from "@/lib/errors";
import { dial } from "@/lib/gateway/image/dial";
import { fetchImage, type FetchOptions } from "@/lib/gateway/image/fetch-image";
import { createImageLoader } from "@/lib/gateway/image/load-image";

import { listHostileUrls, NAMES } from "./hostile-urls";
import { startWeb } from "./web";

const PNG = Buffer.from("\u0089PNG rather small", "latin1");

function toAddresses(addresses: readonly string[]): LookupAddress[] {
  return addresses.map((address) => ({ address, family: isIP(address) }));
}

/** Looks up nothing outside this file. */
const resolve = async (hostname: string): Promise<LookupAddress[]> => {
  if (isIP(hostname) > 0) return toAddresses([hostname]);
  if (hostname === "pictures.test") return toAddresses(["127.0.0.1"]);
  const known = NAMES[hostname];
  if (!known) throw new Error(`ENOTFOUND ${hostname}`);
  return toAddresses(known);
};

function optionsFor(host: string, more: Partial<FetchOptions> = {}): FetchOptions {
  return { allowedHosts: [host], maxBytes: 1000, timeoutMs: 2000, resolve, dial, ...more };
}

const signal = new AbortController().signal;

async function codeOf(fetching: Promise<unknown>): Promise<string> {
  try {
    await fetching;
    return "fetched";
  } catch (error) {
    const failure = findFailure(error);
    return failure && "code" in failure ? String(failure.code) : String(error);
  }
}

describe("A picture's address", () => {
  it("is fetched from an allowed host, with nothing of ours in the request", async () => {
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

  it("may redirect three times, and not once more", async () => {
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

  it("exempts a host on every port, or one port alone", async () => {
    await using web = await startWeb((_, response) => void response.end(PNG));
    expect(await codeOf(fetchImage(web.url(), optionsFor("pictures.test"), signal))).toBe(
      "fetched",
    );
    const other = optionsFor("pictures.test:1");
    expect(await codeOf(fetchImage(web.url(), other, signal))).toBe("image_url_not_allowed");
  });
});

describe("A hostile address", () => {
  it("never reaches a server that listens inside, and there are over eighty of them", async () => {
    await using inside = await startWeb((_, response) => void response.end("secret"));
    const load = createImageLoader(optionsFor("nobody.test"));
    const urls = listHostileUrls(inside.port);
    expect(urls.length).toBeGreaterThan(80);
    for (const url of urls) {
      const code = await codeOf(load({ url, detail: "auto", param: "p" }, signal));
      expect([url, code]).toEqual([url, "image_url_not_allowed"]);
    }
    expect(inside.visits).toEqual([]);
  });

  it("is found behind a redirect as well", async () => {
    await using inside = await startWeb((_, response) => void response.end("secret"));
    const hostile = listHostileUrls(inside.port);
    await using web = await startWeb((request, response) => {
      const location = Buffer.from(hostile[Number(request.url?.slice(1))] ?? "").toString("latin1");
      response.writeHead(302, { location: location.replaceAll(/[\r\n]/g, "") }).end();
    });
    for (const [index, url] of hostile.entries()) {
      if (URL.canParse(url, web.url()) && new URL(url, web.url()).host === web.host) continue;
      const code = await codeOf(fetchImage(web.url(`/${index}`), optionsFor(web.host), signal));
      expect([url, code]).not.toEqual([url, "fetched"]);
    }
    expect(inside.visits).toEqual([]);
  });

  it("cannot change its DNS answer between the check and the dial: it is asked once", async () => {
    await using inside = await startWeb((_, response) => void response.end("secret"));
    const answers = [["8.8.8.8"], ["127.0.0.1"], ["127.0.0.1"]];
    let asked = 0;
    const dialled: string[] = [];
    const options = optionsFor("x", {
      resolve: async () => toAddresses(answers[asked++] ?? []),
      dial: async (_, addresses) => {
        dialled.push(...addresses.map(({ address }) => address));
        throw new Error("nothing is dialled outside in a test");
      },
    });
    const url = new URL("http://rebind.test:8080/");
    expect(await codeOf(fetchImage(url, options, signal))).toBe("image_download_failed");
    expect(asked).toBe(1);
    expect(dialled).toEqual(["8.8.8.8"]);
    expect(inside.visits).toEqual([]);
  });

  it("dials what was checked, though the name means something else by then", async () => {
    await using checked = await startWeb((_, response) => void response.end(PNG));
    let asked = 0;
    const once = async (): Promise<LookupAddress[]> =>
      toAddresses(asked++ === 0 ? ["127.0.0.1"] : ["127.0.0.2"]);
    const options = optionsFor(checked.host, { resolve: once });
    expect(await fetchImage(checked.url(), options, signal)).toEqual(PNG);
    expect(asked).toBe(1);
  });

  it("is not taken through a proxy, whatever the environment says", async () => {
    await using proxy = await startWeb((_, response) => void response.end(PNG));
    vi.stubEnv("HTTP_PROXY", `http://127.0.0.1:${proxy.port}`);
    vi.stubEnv("NODE_USE_ENV_PROXY", "1");
    await using web = await startWeb((_, response) => void response.end(PNG));
    await fetchImage(web.url(), optionsFor(web.host), signal);
    vi.unstubAllEnvs();
    expect(proxy.visits).toEqual([]);
    expect(web.visits).toEqual(["/"]);
  });
});

describe("A bad picture server", () => {
  it.each<[string, Parameters<typeof startWeb>[0], string]>([
    [
      "answers 404",
      (_, response) => void response.writeHead(404).end("secret page"),
      "image_download_failed",
    ],
    ["answers 500", (_, response) => void response.writeHead(500).end(), "image_download_failed"],
    ["answers 304", (_, response) => void response.writeHead(304).end(), "image_download_failed"],
    [
      "redirects nowhere",
      (_, response) => void response.writeHead(302).end(),
      "image_download_failed",
    ],
    [
      "redirects to nonsense",
      (_, response) => void response.writeHead(302, { location: "http://[" }).end(),
      "image_download_failed",
    ],
    [
      "redirects in a circle",
      (_, response) => void response.writeHead(302, { location: "/" }).end(),
      "image_download_failed",
    ],
    [
      "declares too much",
      (_, response) => void response.writeHead(200, { "content-length": "1001" }).write("x"),
      "image_too_large",
    ],
    [
      "sends without end",
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
  ])("that %s is told", async (_, listener, code) => {
    await using web = await startWeb(listener);
    expect(await codeOf(fetchImage(web.url(), optionsFor(web.host), signal))).toBe(code);
  });

  it("is never quoted", async () => {
    await using web = await startWeb(
      (_, response) => void response.writeHead(404).end("secret page"),
    );
    const failure = await fetchImage(web.url(), optionsFor(web.host), signal).catch(findFailure);
    expect(JSON.stringify(failure)).not.toMatch(/secret|404|127\.0\.0\.1/);
  });

  it("that drips is cut off", async () => {
    let closed: () => void = () => {};
    const left = new Promise<void>((resolve) => (closed = resolve));
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

  it("that resolves without end is not waited for", async () => {
    const options = optionsFor("x", { resolve: () => new Promise(() => {}), timeoutMs: 50 });
    expect(await codeOf(fetchImage(new URL("http://slow.test/"), options, signal))).toBe(
      "image_download_failed",
    );
  });
});

describe("A caller who leaves", () => {
  let abort = new AbortController();
  beforeEach(() => void (abort = new AbortController()));
  afterEach(() => abort.abort());

  it.each(["before the headers", "in the body"])("%s stops the download", async (when) => {
    let closed: () => void = () => {};
    const left = new Promise<void>((resolve) => (closed = resolve));
    await using web = await startWeb((_, response) => {
      response.on("close", closed);
      if (when === "in the body") response.write("x");
      setImmediate(() => abort.abort(new Error("left")));
    });
    await expect(fetchImage(web.url(), optionsFor(web.host), abort.signal)).rejects.toThrow("left");
    await left;
  });
});
