import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { text } from "node:stream/consumers";

import { describe, expect, it, onTestFinished } from "vitest";

import { createPageGuard } from "@/lib/gateway/server/pages/page-guard";

type Seen = { method: string; headers: NodeJS.Dict<string | string[]>; readBytes: number };

/** Starts a server with guarded pages, and records what was passed on to them. */
async function start(now = (): number => 0) {
  const seen: Seen[] = [];
  const guard = createPageGuard({ now, findAddress: ({ headers }) => String(headers["x-from"]) });
  let read = 0;
  const server = createServer((request, response) => {
    request.on("data", (part: Buffer) => (read += part.length));
    if (!guard(request, response)) return;
    seen.push({ method: request.method ?? "", headers: request.headers, readBytes: read });
    response.writeHead(request.url?.includes("missing") ? 404 : 200).end("a page");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const ask = async (path: string, init: RequestInit = {}): Promise<number> =>
    (await fetch(`http://127.0.0.1:${port}${path}`, init)).status;
  /** Asks from one address, and counts the statuses. */
  const askOften = async (path: string, times: number): Promise<Record<number, number>> => {
    const counts: Record<number, number> = {};
    for (let at = 0; at < times; at += 1) {
      const status = await ask(path, { headers: { "x-from": "a" } });
      counts[status] = (counts[status] ?? 0) + 1;
    }
    return counts;
  };
  return { seen, port, ask, askOften };
}

describe("createPageGuard", () => {
  it.each(["POST", "PUT", "PATCH", "DELETE", "OPTIONS"])(
    "keeps requests with %s from the pages",
    async (method) => {
      const { seen, ask } = await start();
      expect(await ask("/", { method })).toBe(405);
      expect(seen).toEqual([]);
    },
  );

  it("rejects page requests with another method before their body, and reads no more of it", async () => {
    const { seen, port } = await start();
    const socket = connect(port, "127.0.0.1");
    socket.write("POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 31000000\r\n\r\n");
    const [first] = await once(socket, "data");
    expect(String(first)).toMatch(/^HTTP\/1\.1 405 /);
    socket.destroy();
    expect(seen).toEqual([]);
  });

  it("rejects a GET with a body", async () => {
    const { seen, port } = await start();
    const socket = connect(port, "127.0.0.1");
    socket.write("GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: 2\r\n\r\nok");
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 400 .*A page takes no body\./s);
    expect(seen).toEqual([]);
  });

  it("allows 300 pages a minute per address, and does not affect other addresses", async () => {
    let time = 0;
    const { askOften, ask } = await start(() => time);
    expect(await askOften("/", 301)).toEqual({ 200: 300, 429: 1 });
    expect(await ask("/", { headers: { "x-from": "b" } })).toBe(200);
    time = 60_000;
    expect(await askOften("/", 1)).toEqual({ 200: 1 });
  });

  it("never limits the files that pages load", async () => {
    const { askOften } = await start();
    expect(await askOften("/_next/static/there.js", 1300)).toEqual({ 200: 1300 });
    expect(await askOften("/", 301)).toEqual({ 200: 300, 429: 1 });
    expect(await askOften("/_next/static/there.js", 10)).toEqual({ 200: 10 });
  });

  it("counts a missing file apart, because an error page is rendered", async () => {
    const { askOften } = await start();
    expect(await askOften("/_next/static/missing.js", 301)).toEqual({ 404: 300, 429: 1 });
    expect(await askOften("/", 1)).toEqual({ 200: 1 });
  });

  it("removes server actions and invalid router states from page requests", async () => {
    const { seen, ask } = await start();
    const odd = { "next-action": "x", rsc: "1", "next-router-state-tree": "%5B%22" };
    await ask("/", { headers: odd });
    const fit = { rsc: "1", "next-router-state-tree": encodeURIComponent('["",{}]') };
    await ask("/", { headers: fit });
    const kept = seen.map(({ headers }) => Object.keys(headers).filter((name) => name in odd));
    expect(kept).toEqual([[], ["rsc", "next-router-state-tree"]]);
  });
});
