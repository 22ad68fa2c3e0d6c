import { afterEach, beforeEach, expect, test } from "vitest";
import { HANDSHAKE_FAULTS } from "./handshake-faults";
import { ask, exchange, judge, toUrl } from "./reference-client";
import { startSimulator, type Simulator } from "./simulator";

const STATUSES: Readonly<Record<string, number>> = {
  "handshake-401": 401,
  "handshake-401-key": 401,
  "handshake-403": 403,
  "handshake-403-skew": 403,
  "handshake-404": 404,
  "handshake-500": 500,
};
const BREAKS: Readonly<Record<string, string>> = {
  "handshake-garbage": "Parse Error",
  refused: "socket hang up",
};

const clock = { now: Date.now() };
let simulator: Simulator;
beforeEach(async () => {
  clock.now = Date.now();
  simulator = await startSimulator({ now: () => clock.now });
});
afterEach(() => simulator.close());

const play = (name: string) => ask({ url: simulator.url, content: `/simulate ${name}` });
const dial = () => exchange(toUrl({ url: simulator.url }), []);

test("covers every handshake fault", () => {
  const names = [...Object.keys(STATUSES), ...Object.keys(BREAKS), "handshake-silent"];
  expect(HANDSHAKE_FAULTS.map(({ name }) => name).toSorted()).toEqual(names.toSorted());
});

test.each(Object.entries(STATUSES))(
  "plays %s: breaks off, then rejects two handshakes with %i",
  async (name, status) => {
    expect(await play(name)).toMatchObject({ raw: [], close: { code: 1006 } });
    expect((await dial()).refused?.status).toBe(status);
    expect((await dial()).refused?.status).toBe(status);
    expect(await judge({ url: simulator.url })).toMatchObject({ code: 0 });
  },
);

test.each(Object.entries(BREAKS))(
  "plays %s: breaks off, then breaks two handshakes",
  async (name, problem) => {
    await play(name);
    await expect(dial()).rejects.toThrow(problem);
    await expect(dial()).rejects.toThrow(problem);
    expect(await judge({ url: simulator.url })).toMatchObject({ code: 0 });
  },
);

test("plays handshake-silent: leaves a handshake unanswered", async () => {
  await play("handshake-silent");
  const dialled = dial();
  const connection = await simulator.connection(1);
  expect(connection).toMatchObject({ accepted: false, open: true });
  await simulator.close();
  await expect(dialled).rejects.toThrow("socket hang up");
});

test("plays handshake-403-skew: sends a date ten minutes off", async () => {
  await play("handshake-403-skew");
  const { refused } = await dial();
  expect(Date.parse(refused?.date ?? "") - clock.now).toBeGreaterThan(590_000);
});

test("limits a handshake fault to its app and to 5 s", async () => {
  await play("handshake-500");
  const seed = { appId: "123456", apiKey: "123456", apiSecret: "123456" };
  expect(await judge({ url: simulator.url, app: seed })).toMatchObject({ code: 0 });
  clock.now += 5001;
  expect(await judge({ url: simulator.url })).toMatchObject({ code: 0 });
});
