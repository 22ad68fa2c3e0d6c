import { ChildProcess } from "node:child_process";

import { describe, expect, it } from "vitest";

import { compare, type Scene } from "../../bench/compare";
import type { Contestant, Field, Name } from "../../bench/contestants";
import type { Job } from "../../bench/load";

const COST_MS = 10;
const scene: Scene = { body: "{}", callers: 2, answers: 2, spreadMs: 0, runs: 3 };

describe("the bench comparison", () => {
  it("runs every contestant equally often in turn and discards the first round", async () => {
    const { field, asked } = setField();
    const { bare, gateway } = await compare(field, scene);
    const turn = ["bare", "gateway"];
    expect(asked).toEqual([...turn, ...turn, ...turn, ...turn]);
    expect([bare.length, gateway.length]).toEqual([3, 3]);
  });

  it("warms up each contestant before a sustained run without counting that load", async () => {
    const { field, asked } = setField();
    const { bare, gateway } = await compare(field, { ...scene, runs: 2, isSustained: true });
    const turn = ["bare", "bare", "gateway", "gateway"];
    expect(asked).toEqual([...turn, ...turn]);
    expect([...bare, ...gateway].map(({ cpuMs }) => cpuMs)).toEqual(Array(4).fill(COST_MS));
  });

  it("measures the upstream itself when it is named as a contestant", async () => {
    const { field, asked } = setField();
    const { direct } = await compare(field, { ...scene, names: ["direct"] });
    expect(asked).toEqual(Array(4).fill("direct"));
    expect(direct.map(({ cpuMs }) => cpuMs)).toEqual([0, 0, 0]);
  });
});

/** Contestants with a fixed cost, and callers that only record whom they would ask. */
function setField(): { field: Field; asked: string[] } {
  const asked: string[] = [];
  const callers = new ChildProcess();
  callers.send = (message): boolean => {
    const { url, answers } = message as Job;
    asked.push(url);
    const spread = { p50: 1, p99: 1 };
    const load = {
      answers,
      elapsedMs: 1,
      failures: 0,
      repeats: 0,
      firstMs: spread,
      delayMs: spread,
    };
    queueMicrotask(() => callers.emit("message", load));
    return true;
  };
  const toStarted = (child: ChildProcess, name: string) => ({
    child,
    cost: async () => {
      const times = asked.filter((url) => url === name).length;
      return { cpuMs: times * COST_MS, rssBytes: 0, peakBytes: 0, liveBytes: 0 };
    },
    stop: async () => {},
  });
  const toContestant = (name: Name): Contestant => {
    return { ...toStarted(new ChildProcess(), name), name, url: name };
  };
  const field: Field = {
    directUrl: "direct",
    load: { ...toStarted(callers, "load"), port: 0 },
    contestants: [toContestant("bare"), toContestant("gateway")],
    [Symbol.asyncDispose]: async () => {},
  };
  return { field, asked };
}
