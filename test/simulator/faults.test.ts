import { describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { CODES } from "./codes";
import { FAULTS } from "./faults";
import { ask, joinText, readFrame, toMessage, toUrl } from "./reference-client";
import { EMOJI, LONG, MARKDOWN } from "./samples";
import { startSimulator } from "./simulator";
import { eventually } from "../eventually";

const NORMAL = 1000;
const ABNORMAL = 1006;
const ABSENT = { text: expect.stringContaining("不存在于这种传输方式") };

/** The result of each fault that ends by itself, as its client sees it. */
const EXPECTED: Readonly<Record<string, object>> = {
  "close-1000-early": { statuses: [0, 1], close: NORMAL },
  "close-1006": { raw: [], close: ABNORMAL },
  cut: { statuses: [0, 1], close: ABNORMAL },
  reset: { close: ABNORMAL },
  "slow-first": { statuses: expect.arrayContaining([0, 2]), close: NORMAL },
  "after-end": { statuses: [2, 1, 2] },
  garbage: { raw: [expect.any(String), expect.stringMatching(/^</u), expect.any(String)] },
  binary: { raw: [expect.any(String), expect.any(Buffer), expect.any(String)] },
  "empty-frame": { raw: [expect.any(String), "", expect.any(String)] },
  "other-shape": { raw: expect.arrayContaining(['{"type":"message","data":[1,2,3]}']) },
  huge: { megabytes: [0, 52, 0], close: NORMAL },
  "empty-text": {
    payloads: expect.arrayContaining([{ choices: { status: 1, seq: 1, text: [] } }]),
  },
  "no-payload": { codes: [0, 0, 0], statuses: [0, undefined, 2] },
  "unknown-fields": { raw: expect.arrayContaining([expect.stringContaining('"weather"')]) },
  "status-header-only": { statuses: [1], headerStatuses: [2] },
  "status-choices-only": { statuses: [2], headerStatuses: [0] },
  burst: { seqs: [...Array(2000).keys()], usageAt: [1999], close: NORMAL },
  merged: { statuses: [2], usageAt: [0] },
  split: { longest: 1 },
  "usage-with-text": { last: expect.stringMatching(/./u), usageAt: [expect.any(Number)] },
  "usage-alone": { last: "", usageAt: [expect.any(Number)] },
  "no-usage": { usageAt: [], statuses: expect.arrayContaining([2]) },
  empty: { statuses: [2], text: "", usageAt: [0] },
  long: { text: LONG },
  markdown: { text: MARKDOWN },
  emoji: { text: EMOJI },
  reasoning: { raw: expect.arrayContaining([expect.stringContaining("reasoning_content")]) },
  plugins: { statuses: expect.arrayContaining([undefined]) },
  "function-call": { raw: [expect.stringContaining('"name":"get_weather"')] },
  "11200-tokens": { codes: [11200], message: expect.stringMatching(/ tokens\.total$/u) },
  "11200-domain": { codes: [11200], message: expect.stringMatching(/ domain\.generalv3\.5$/u) },
  "10019-end": { codes: [0, 0, 10019], statuses: [0, 2, undefined] },
  // Faults that only the HTTP service has.
  events: ABSENT,
  "error-object": ABSENT,
  "no-done": ABSENT,
  ...Object.fromEntries(
    CODES.map(({ code }) => [
      code,
      { codes: [code], payloads: [undefined], headerStatuses: [2], close: NORMAL },
    ]),
  ),
  ...Object.fromEntries(
    [10002, 10010, 10012, 10014, 10110, 10222, 10300].map((code) => [
      `${code}-late`,
      { codes: [0, 0, 0, code], statuses: [0, 1, 1, undefined], close: NORMAL },
    ]),
  ),
};

/** Faults that last until the client disconnects, with the number of frames before them. */
const ENDLESS: Readonly<Record<string, number>> = { silent: 0, stall: 2 };

test("covers every fault here or in handshake-faults.test.ts", () => {
  const names = FAULTS.filter(({ kind }) => kind !== "handshake").map(({ name }) => name);
  const expected = [...Object.keys(EXPECTED), ...Object.keys(ENDLESS)];
  expect(names.toSorted()).toEqual(expected.toSorted());
});

describe("/simulate", () => {
  test.each(Object.entries(EXPECTED))("plays the fault %s", async (name, expected) => {
    expect(await play(name)).toMatchObject(expected);
  });

  test.each(Object.entries(ENDLESS))(
    "keeps the connection of %s open after %i frames",
    async (name, count) => {
      const simulator = await startSimulator();
      const { url } = simulator;
      const socket = new WebSocket(toUrl({ url }));
      socket.once("open", () => socket.send(toMessage({ url, content: `/simulate ${name}` })));
      const connection = await simulator.connection(0);
      await connection.request;
      await eventually(() => expect(connection.framesSent).toBe(count));
      expect(connection.open).toBe(true);
      socket.terminate();
      expect((await connection.closed).code).toBe(ABNORMAL);
      await simulator.close();
    },
  );

  test("waits 15 s before the first frame of slow-first", async () => {
    const waits: number[] = [];
    await play("slow-first", (ms) => waits.push(ms));
    expect(waits).toEqual([15_000]);
  });

  test.each([
    ["late 10012", 10012],
    ["late 54321", 54321],
  ])("sends some text before the code of %s", async (name, code) => {
    expect(await play(name)).toMatchObject({ codes: [0, 0, 0, code] });
  });

  test.each(["help", "", "no-such-fault"])("lists every fault for the name %j", async (name) => {
    const { text } = await play(name);
    const missing = FAULTS.filter((fault) => !text.includes(`\`${fault.name}\``));
    expect(missing).toEqual([]);
  });

  test("is recognised on the last line, after a folded system text", async () => {
    expect(await say("你是助手。\n\n/simulate 10013")).toMatchObject({ codes: [10013] });
  });

  test("is ignored in the middle of a sentence", async () => {
    expect((await say("what does /simulate 10013 do?")).text).toContain("[Simulated]");
  });
});

const play = (name: string, onWait = (_ms: number): unknown => null) =>
  say(`/simulate ${name}`, onWait);

/** Requests an answer and returns everything about it that a fault may affect. */
async function say(content: string, onWait = (_ms: number): unknown => null) {
  const simulator = await startSimulator({
    wait: (ms) => {
      onWait(ms);
      return Promise.resolve();
    },
  });
  const { raw, close } = await ask({ url: simulator.url, content });
  await simulator.close();
  const frames = raw.map(readFrame);
  const payloads = frames.map((frame) => frame?.payload);
  const contents = payloads.map((payload) => payload?.choices?.text[0]?.content ?? "");
  return {
    raw,
    payloads,
    close: close.code,
    megabytes: raw.map((frame) => Math.floor(Buffer.byteLength(frame) / 1e6)),
    text: joinText(frames.filter((frame) => frame !== undefined)),
    message: frames[0]?.header?.message ?? "",
    codes: frames.map((frame) => frame?.header?.code),
    headerStatuses: frames.map((frame) => frame?.header?.status),
    statuses: payloads.map((payload) => payload?.choices?.status),
    seqs: payloads.map((payload) => payload?.choices?.seq),
    longest: Math.max(...contents.map(({ length }) => length)),
    last: contents.at(-1),
    usageAt: [...payloads.entries()]
      .filter(([, payload]) => payload?.usage)
      .map(([index]) => index),
  };
}
