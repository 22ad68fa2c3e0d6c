import { readdirSync } from "node:fs";
import { Agent, request } from "node:http";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { Stage } from "../simulator/simulator";
import { type Heap, watchHeap } from "./heap";
import { type Production, startProduction } from "./production";
import { eventually } from "../eventually";

const STREAMS = 1000;
const FRAMES = 20;
const PACE_MS = 100;

let server: Production;
let heap: Heap;
const agent = new Agent({ maxSockets: Infinity, keepAlive: false });

beforeAll(async () => {
  server = await startProduction({
    settings: { LOG_LEVEL: "error" },
    execArgv: ["--inspect=127.0.0.1:0"],
  });
  heap = await watchHeap(server.output());
});
afterAll(async () => {
  heap.close();
  await server[Symbol.asyncDispose]();
});

/** One in ten callers disconnects mid-answer, and for one in ten Spark's connection breaks. */
const isLeaving = (id: number): boolean => id % 10 === 3;
const isBroken = (id: number): boolean => id % 10 === 7;

const toPiece = (id: number, frame: number): string => `〔${id}:${frame}〕`;
const toWhole = (id: number, frames: number): string =>
  Array.from({ length: frames }, (_, frame) => toPiece(id, frame)).join("");

/**
 * Answers question N with the pieces of N in step with a clock; breaks in the middle for some N.
 */
async function paced(stage: Stage): Promise<void> {
  const { payload } = await stage.request;
  const id = Number(payload.message.text.at(-1)?.content);
  for (let frame = 0; frame < FRAMES; frame += 1) {
    const status = frame === 0 ? 0 : frame === FRAMES - 1 ? 2 : 1;
    await stage.frame({ text: toPiece(id, frame), status });
    if (isBroken(id) && frame === FRAMES / 2) return stage.reset();
    await stage.wait(PACE_MS);
  }
  stage.close();
}

type Heard = { text: string; isDone: boolean; error: string | undefined };

function ask(id: number): Promise<Heard> {
  return new Promise((resolve, reject) => {
    const asking = request(
      `${server.url}/v1/chat/completions`,
      { method: "POST", agent },
      (response) => {
        let body = "";
        response.setEncoding("utf8").on("data", (text: string) => {
          body += text;
          if (isLeaving(id) && body.includes(toPiece(id, 3))) {
            asking.destroy();
            resolve(hear(body));
          }
        });
        response.on("end", () => resolve(hear(body))).on("error", () => {});
      },
    );
    asking.on("error", (error) => (isLeaving(id) ? undefined : reject(error)));
    const messages = [{ role: "user", content: String(id) }];
    asking.end(JSON.stringify({ model: "lite", messages, stream: true }));
  });
}

function hear(body: string): Heard {
  const events = body.split("\n\n").flatMap((event) => /^data: (.*)$/.exec(event)?.[1] ?? []);
  const chunks = events.filter((event) => event !== "[DONE]").map((event) => JSON.parse(event));
  return {
    text: chunks.map((chunk) => chunk.choices?.[0]?.delta.content ?? "").join(""),
    isDone: events.at(-1) === "[DONE]",
    error: chunks.at(-1)?.error?.code,
  };
}

async function runRound(): Promise<Heard[]> {
  server.simulator.clear();
  server.simulator.play(...Array.from({ length: STREAMS }, () => paced));
  const heard = await Promise.all(Array.from({ length: STREAMS }, (_, id) => ask(id)));
  await eventually(() => expect(server.simulator.openConnections).toBe(0));
  return heard;
}

describe(`soak test with ${STREAMS} concurrent streams`, () => {
  it("delivers every answer complete and in order despite disconnects and resets", async () => {
    const heard = await runRound();
    const expected = heard.map((_, id) => {
      if (isBroken(id)) {
        return { text: toWhole(id, FRAMES / 2 + 1), isDone: false, error: "upstream_closed" };
      }
      return { text: toWhole(id, FRAMES), isDone: true, error: undefined };
    });
    const isStaying = (_: unknown, id: number): boolean => !isLeaving(id);
    expect(heard.filter(isStaying)).toEqual(expected.filter(isStaying));
    for (const [id, { text }] of heard.entries()) {
      if (isLeaving(id)) expect(toWhole(id, FRAMES).startsWith(text)).toBe(true);
    }
  }, 60_000);

  it("leaves neither memory nor sockets behind", async () => {
    const socketsBefore = countSockets(server.pid);
    const before = await heap.usedBytes();
    await runRound();
    await runRound();
    const after = await heap.usedBytes();
    // 2,000 streams: even one kilobyte left by each would show.
    expect(after - before).toBeLessThan(2 * STREAMS * 1024);
    await eventually(() => expect(countSockets(server.pid)).toBeLessThanOrEqual(socketsBefore));
  }, 120_000);
});

/** Counts the sockets that a process holds open; 0 if the system does not report them. */
function countSockets(pid: number | undefined): number {
  try {
    return readdirSync(`/proc/${pid}/fd`).length;
  } catch {
    return 0;
  }
}
