import type { LookupAddress } from "node:dns";

import { describe, expect, it, vi } from "vitest";

import { fetchImage } from "@/lib/gateway/image/fetch-image";
import { createImageLoader } from "@/lib/gateway/image/load-image";

import { codeOf, optionsFor, PNG, signal, toAddresses } from "./fetching";
import { listHostileUrls } from "./hostile-urls";
import { startWeb } from "./web";

describe("SSRF protection", () => {
  it("rejects over eighty hostile URLs without reaching an internal server", async () => {
    await using inside = await startWeb((_, response) => void response.end("secret"));
    const load = createImageLoader({ ...optionsFor("nobody.test"), now: Date.now });
    const urls = listHostileUrls(inside.port);
    expect(urls.length).toBeGreaterThan(80);
    for (const url of urls) {
      const code = await codeOf(
        load({ url, detail: "auto", type: "image", name: "p" }, { owner: url, signal }),
      );
      expect([url, code]).toEqual([url, "image_url_not_allowed"]);
    }
    expect(inside.visits).toEqual([]);
  });

  it("rejects hostile URLs behind a redirect", async () => {
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

  it("resolves a host once, so that DNS rebinding has no effect", async () => {
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

  it("dials the address that was checked even if the name changes", async () => {
    await using checked = await startWeb((_, response) => void response.end(PNG));
    let asked = 0;
    const once = async (): Promise<LookupAddress[]> =>
      toAddresses(asked++ === 0 ? ["127.0.0.1"] : ["127.0.0.2"]);
    const options = optionsFor(checked.host, { resolveAllowed: once });
    expect(await fetchImage(checked.url(), options, signal)).toEqual(PNG);
    expect(asked).toBe(1);
  });

  it("ignores proxies in the environment", async () => {
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
