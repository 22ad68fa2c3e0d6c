import { describe, expect, it } from "vitest";

import { GatewayError } from "@/lib/core/errors";

import {
  DONE,
  USAGE,
  start,
  text,
  end,
  withoutUsage,
  refusal,
  read,
  event,
  from,
  follow,
  call,
  calls,
  F,
  f,
} from "./http-events";
import { toRejection } from "@/lib/spark/codes";

describe("toHttpDeltas: endings", () => {
  it.each([
    ["text that is not JSON", "nonsense"],
    ["an empty event", ""],
    ["JSON of another shape", '{"type":"message","data":[1,2,3]}'],
    ["choices that are not a list", '{"code":0,"choices":5}'],
    ["null", "null"],
  ])("fails on %s after the text before it in the same batch", async (_, bad) => {
    expect(await read([event(), bad])).toMatchObject({
      deltas: [start, text],
      failure: { kind: "spark-invalid", detail: "an unreadable frame", sid: "cha1" },
    });
  });

  it.each([
    ["a code", refusal(11_202), "no", "cha1"],
    ["a code as a string", refusal("11202"), "no", "cha1"],
    ["an error object", JSON.stringify({ error: { code: 11_202, message: "no" } }), "no", "cha1"],
    [
      "the error format of MaaS",
      JSON.stringify({ code: 11_202, msg: "no", Sid: "cht2" }),
      "no",
      "cht2",
    ],
    [
      "a session id in the message",
      JSON.stringify({ error: { code: "11202", message: "no (sid: x)" } }),
      "no",
      "x",
    ],
  ])("fails mid-stream on %s", async (_, raw, message, sid) => {
    expect(await read([event(), raw])).toMatchObject({
      deltas: [start, text],
      failure: { kind: "spark-rejected", code: 11_202, message, sid },
    });
  });

  it("fails on a code before any text", async () => {
    const { deltas, failure } = await read([refusal(10_013)]);
    expect(deltas).toEqual([]);
    expect(failure).toEqual(toRejection(10_013, "no", "cha1"));
  });

  it("fails on an error without a code", async () => {
    const { failure } = await read([event(), '{"error":{"message":"invalid user","code":null}}']);
    expect(failure).toMatchObject({ kind: "spark-invalid", detail: "an error without a code" });
  });

  it.each([
    [10_014, [event()], { reason: "content_filter", usage: null }],
    [10_019, [event()], { reason: "stop", usage: null }],
    [10_019, [event({ usage: USAGE })], { reason: "length" }],
  ])("keeps the text when %s ends the answer (case %#)", async (code, raws, over) => {
    const { deltas, late, failure } = await read([...raws, refusal(code), event(), DONE], 3);
    expect(failure).toBeUndefined();
    expect(deltas).toEqual([start, text, end({ ...over, endedBy: code })]);
    expect(late).toEqual([event()]);
  });

  it("keeps a tool call on 10019, but not on 10014", async () => {
    expect((await read([calls(call(F)), refusal(10_019)])).deltas).toEqual([
      start,
      f,
      end({ reason: "tool_calls", usage: null, endedBy: 10_019 }),
    ]);
    const { failure } = await read([calls(call(F)), refusal(10_014)]);
    expect(failure).toMatchObject({ kind: "spark-rejected", code: 10_014 });
  });

  it("keeps a complete answer that shares its event with 10019", async () => {
    const over = { code: 10_019, message: "no" };
    expect((await read([event({ usage: USAGE, over })])).deltas).toEqual([
      start,
      text,
      end({ endedBy: 10_019 }),
    ]);
  });

  it.each([10_014, 10_019])("fails when %s comes before any text", async (code) => {
    expect((await read([refusal(code)])).failure).toMatchObject({ kind: "spark-rejected", code });
  });

  it.each([
    ["[DONE] alone", [DONE]],
    ["empty text", [event({ delta: { content: "" }, usage: USAGE }), DONE]],
    ["empty text without [DONE]", [event({ delta: { content: "" }, usage: USAGE })]],
  ])("fails on an answer without text: %s", async (_, raws) => {
    const detail = "an answer without text";
    expect((await read(raws)).failure).toMatchObject({ kind: "spark-invalid", detail });
  });

  it.each([
    ["in the middle", [event()], { sid: "cha1" }],
    ["before it begins", [], {}],
  ])("fails when the answer ends %s", async (_, raws, known) => {
    const { failure } = await read(raws);
    expect(failure).toEqual({ kind: "spark-closed", closeCode: 1000, ...known });
  });

  it("adds the session id to a failure of the connection", async () => {
    const fault = new GatewayError({ kind: "spark-silent", phase: "next frame" });
    const { failure, deltas } = await follow(from([[event()]], fault));
    expect(deltas).toEqual([start, text]);
    expect(failure).toEqual({ kind: "spark-silent", phase: "next frame", sid: "cha1" });
  });

  it("ends at [DONE] and reports later events as late", async () => {
    const { deltas, late } = await read([event(), DONE, event(), DONE]);
    expect(deltas).toEqual([start, text, withoutUsage]);
    expect(late).toEqual([event()]);
  });
});
