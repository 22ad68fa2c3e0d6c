import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { findFailure } from "@/lib/core/errors";
import { type Form, readForm } from "@/lib/gateway/http/form";

import { cutAt, formBody, part } from "../../../form-body";

const LIMIT = 1024 * 1024;

/** Creates a request whose body arrives in these pieces. */
function post(pieces: readonly Uint8Array[], boundary: string | null = "b0undary"): Request {
  const rest = pieces.values();
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      const { done, value } = rest.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
  });
  const type = `multipart/form-data${boundary === null ? "" : `; boundary=${boundary}`}`;
  const init = { method: "POST", body, headers: { "content-type": type }, duplex: "half" };
  return new Request("http://gateway/", init);
}

const read = (request: Request): Promise<Form> =>
  readForm(request, { terms: { limitBytes: LIMIT }, fileField: "file" });

const contentOf = ({ file }: Form): Buffer => Buffer.concat(file?.content.blocks ?? []);

const refusal = (pieces: readonly Uint8Array[], boundary?: string | null) =>
  read(post(pieces, boundary)).then(
    () => undefined,
    (error: unknown) => findFailure(error) ?? Promise.reject(error),
  );

describe("readForm", () => {
  it("reads fields and the file, however the bytes are split", async () => {
    const field = fc.tuple(
      fc.stringMatching(/^[a-z_]{1,20}(\[\])?$/),
      fc.string({ unit: "grapheme" }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(field, { maxLength: 5 }),
        fc.uint8Array({ maxLength: 3000 }),
        fc.array(fc.nat(4000), { maxLength: 30 }),
        async (fields, content, cuts) => {
          const named = fields.filter(([name]) => name !== "file");
          const body = formBody([
            ...named.map(([name, value]) => part(name, value)),
            part("file", content, "a.wav"),
          ]);
          const form = await read(post(cutAt(body, cuts)));
          expect(form.fields).toEqual(named);
          expect(form.file?.name).toBe("a.wav");
          expect(contentOf(form).equals(content)).toBe(true);
        },
      ),
    );
  });

  it("reads a file that looks like the boundary except for one byte", async () => {
    const content = Buffer.from("\r\n--b0undar\r\n--b0undar-\r\n\r\n--");
    const body = formBody([part("file", content, "x")]);
    for (let at = 0; at < body.length; at += 1) {
      expect(contentOf(await read(post(cutAt(body, [at]))))).toEqual(content);
    }
  });

  it("accepts `file` without a file name, as some clients send a blob", async () => {
    const form = await read(post([formBody([part("file", "RIFF")])]));
    expect(form.file).toMatchObject({ name: "", content: { length: 4 } });
  });

  it("rejects a form that ends early, at any place", async () => {
    const body = formBody([part("model", "spark-asr"), part("file", "RIFF", "a.wav")]);
    const end = body.length - "--\r\n".length;
    for (let length = 0; length < end; length += 1) {
      expect(await refusal([body.subarray(0, length)])).toMatchObject({ kind: "invalid-request" });
    }
  });

  it("ends with a form or an error for any input", async () => {
    const snippet = fc.constantFrom(
      "--b0undary",
      "\r\n",
      "--",
      ":",
      "Content-Disposition: form-data; name=",
      '"a"',
      ";",
      "=",
      "Content-Type: ",
      'filename="x"',
      "filename*=utf-8''%ff",
      "charset=utf-7",
      " ",
      "\n",
      "\r",
      'name="file"',
      "\r\n\r\n",
      "\r\n--b0undary\r\n",
      "\r\n--b0undary--",
      "\u0000",
      "é",
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(snippet, { maxLength: 40 }),
        fc.array(fc.nat(400), { maxLength: 8 }),
        async (snippets, cuts) => {
          const failure = await refusal(cutAt(Buffer.from(snippets.join("")), cuts));
          expect(["invalid-request", undefined]).toContain(failure?.kind);
        },
      ),
      { numRuns: 500 },
    );
  });

  it.each<[string, Uint8Array, RegExp]>([
    [
      "endless parts",
      formBody(Array.from({ length: 5000 }, () => part("a", ""))),
      /more than 200 parts/,
    ],
    ["nameless parts", formBody([part("", "x")]), /needs a name/],
    ["a name of 200 characters", formBody([part("n".repeat(200), "x")]), /needs a name/],
    ["a field of a megabyte", formBody([part("prompt", "x".repeat(500_000))]), /too long/],
    ["another file", formBody([part("mask", "x", "mask.png")]), /`mask` is a file/],
    ["two files", formBody([part("file", "x", "a"), part("file", "y", "b")]), /one `file`/],
  ])("rejects %s", async (_case, body, message) => {
    expect(await refusal([body])).toMatchObject({
      kind: "invalid-request",
      message: expect.stringMatching(message),
    });
  });

  it("drops a part whose headers do not end, without storing any of it", async () => {
    const endless = "x: y\r\n".repeat(100_000);
    const form = await read(post([formBody([endless, part("model", "spark-asr")])]));
    expect(form).toEqual({ fields: [["model", "spark-asr"]], file: null });
  });

  it("finds the end of a file at each position around a block's border", async () => {
    const content = new Uint8Array(64 * 1024).fill(45);
    const head = formBody([part("file", "", "a.wav")]).indexOf("\r\n--b0undary--");
    for (let more = -20; more <= 4; more += 1) {
      const file = content.subarray(0, content.length - head + more);
      const form = await read(post([formBody([part("file", file, "a.wav"), part("model", "x")])]));
      expect(form.file?.content.length).toBe(file.length);
      expect(form.fields).toEqual([["model", "x"]]);
    }
  });

  it("rejects a body without a boundary, of another type, or over the limit", async () => {
    const body = formBody([part("file", new Uint8Array(LIMIT), "a.wav")]);
    expect(await refusal([body], null)).toMatchObject({
      message: expect.stringMatching(/boundary/),
    });
    expect(await refusal([body])).toMatchObject({ kind: "request-too-large" });
    const json = new Request("http://gateway/", { method: "POST", body: "{}" });
    expect(await read(json).catch(findFailure)).toMatchObject({
      message: expect.stringMatching(/must be multipart\/form-data/),
    });
  });

  it("stores no more than the file, even if it arrives byte by byte", async () => {
    const body = formBody([part("file", new Uint8Array(200_000).fill(7), "a.wav")]);
    const form = await read(post(Array.from(body, (byte) => Uint8Array.of(byte))));
    const kept = form.file?.content.blocks.reduce((sum, { buffer }) => sum + buffer.byteLength, 0);
    expect(kept).toBe(4 * 64 * 1024);
  });
});
