import { Readable } from "node:stream";
import type { IncomingMessage } from "node:http";

import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { readBody } from "@/lib/spark/transport/http-body";

function read(parts: readonly Buffer[], type = "text/event-stream"): Promise<readonly string[]> {
  return new Promise((resolve, reject) => {
    const texts: string[] = [];
    const source = Object.assign(Readable.from(parts), { headers: { "content-type": type } });
    readBody(source as unknown as IncomingMessage, {
      put: (text) => void texts.push(text),
      end: () => resolve(texts),
      fail: reject,
    });
  });
}

/** Cuts bytes at the given positions. */
function cut(bytes: Buffer, places: readonly number[]): Buffer[] {
  const at = [0, ...places.toSorted((a, b) => a - b), bytes.length];
  return at.slice(1).map((end, index) => bytes.subarray(at[index], end));
}

const BODY = Buffer.from(
  '\uFEFF: hello\r\n\r\ndata:{"a":"你好"}\n\n\n\ndata: 😀\r\n\r\nevent: other\ndata: no\n\n' +
    "event:message\ndata: two\ndata: lines\n\nid: 1\rretry: 5\rdata:é\r\rdata: [DONE]\n\n",
);
const TEXTS = ['{"a":"你好"}', "😀", "two\nlines", "é", "[DONE]"];

describe("readBody", () => {
  it("reads the same events however the bytes are split", async () => {
    expect(await read([BODY])).toEqual(TEXTS);
    for (let at = 1; at < BODY.length; at += 1) expect(await read(cut(BODY, [at]))).toEqual(TEXTS);
    const places = fc.array(fc.nat(BODY.length), { maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(places, async (at) => {
        expect(await read(cut(BODY, at))).toEqual(TEXTS);
      }),
    );
  });

  it("reads the same events byte by byte", async () => {
    expect(await read([...BODY].map((byte) => Buffer.from([byte])))).toEqual(TEXTS);
  });

  it.each(["text/event-stream;charset=utf-8", "Text/Event-Stream"])(
    "reads %s as events",
    async (type) => {
      expect(await read([Buffer.from("data: 1\n\n")], type)).toEqual(["1"]);
    },
  );

  it.each(["application/json", "text/event-stream", ""])(
    "reads a JSON body whole, whatever its content type: %j",
    async (type) => {
      const body = Buffer.from(' {"code": "你"}');
      expect(await read(cut(body, [12]), type)).toEqual(['{"code": "你"}', "[DONE]"]);
    },
  );

  it.each(["", "text/plain", "application/octet-stream"])(
    "reads events whatever their content type: %j",
    async (type) => {
      const body = Buffer.from(": hello\n\ndata: 1\n\n");
      for (let at = 1; at < body.length; at += 1)
        expect(await read(cut(body, [at]), type)).toEqual(["1"]);
    },
  );

  it("rejects a body that is neither events nor JSON", async () => {
    await expect(read([Buffer.from("<html>")], "text/html")).rejects.toThrow("spark-invalid");
    await expect(read([Buffer.from("hi")], "")).rejects.toThrow("spark-invalid");
  });

  it("reads a complete last event without its blank line", async () => {
    expect(await read([Buffer.from("data: 1\n\ndata: 2\n")])).toEqual(["1", "2"]);
    expect(await read([Buffer.from("data: 1\n\ndata: [DONE]")])).toEqual(["1", "[DONE]"]);
    expect(await read([Buffer.from('data: 1\n\ndata: {"a":')])).toEqual(["1"]);
  });

  it("recognises [DONE] with spaces around it", async () => {
    expect(await read([Buffer.from("data:  [DONE] \n\n")])).toEqual(["[DONE]"]);
  });

  it.each([
    ["invalid UTF-8", Buffer.from([0x64, 0xff])],
    ["half a character", Buffer.from("字").subarray(0, 2)],
  ])("fails on %s", async (_, bytes) => {
    await expect(read([bytes])).rejects.toMatchObject({
      failure: { kind: "spark-invalid", detail: "bytes that are not UTF-8" },
    });
  });
});
