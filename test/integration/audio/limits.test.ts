import { describe, expect, it } from "vitest";

import { ASK, startGateway } from "../setup/gateway";
import {
  listAsked,
  startLimited,
  startWithApps,
  toListed,
  toSimulated,
} from "../setup/several-apps";
import { askToSpeak, hear, TRIPLE } from "./asking";
import { say } from "./scripts";

const OWN = { headers: { authorization: `Bearer ${TRIPLE}` } };

async function speak(
  ...asked: Parameters<typeof askToSpeak>
): Promise<[number, string | undefined]> {
  const response = await askToSpeak(...asked);
  if (response.status !== 200) return [response.status, (await response.json()).error.code];
  await response.arrayBuffer().catch(() => {});
  return [200, undefined];
}

describe("POST /v1/audio/speech: limits and budgets", () => {
  it("counts characters for SPEECH_BUDGET, but not for callers with their own app", async () => {
    await using gateway = await startGateway({ settings: { SPEECH_BUDGET: "5/day" } });
    expect(await speak(gateway, { input: "一二三" })).toEqual([200, undefined]);
    // Any remaining budget buys one more full request.
    expect(await speak(gateway, { input: "一二三四五六" })).toEqual([200, undefined]);
    const refused = await askToSpeak(gateway, { input: "一" });
    const { error } = await refused.json();
    expect([refused.status, error.code]).toEqual([429, "insufficient_quota"]);
    expect(error.message).toContain("The 5 characters per day");
    expect(await speak(gateway, { input: "一" }, OWN)).toEqual([200, undefined]);
    expect((await gateway.post(ASK)).status).toBe(200);
  });

  it("debits nothing for rejected requests, and requires no tokens", async () => {
    const settings = { SPEECH_BUDGET: "3/day", TOKEN_BUDGET: "1/day" };
    await using gateway = await startGateway({ settings });
    for (let time = 0; time < 2; time += 1) {
      expect(await speak(gateway, { input: "/simulate 10109" })).toEqual([400, "invalid_value"]);
    }
    expect(await speak(gateway, { input: "一二三" })).toEqual([200, undefined]);
    expect(await speak(gateway, { input: "一" })).toEqual([429, "insufficient_quota"]);
  });

  it("debits answers that broke off and answers whose caller left", async () => {
    await using gateway = await startGateway({ settings: { SPEECH_BUDGET: "10/day" } });
    expect(await speak(gateway, { input: "/simulate cut-late" })).toEqual([200, undefined]);
    expect(await speak(gateway)).toEqual([429, "insufficient_quota"]);
    await using other = await startGateway({ settings: { SPEECH_BUDGET: "10/day" } });
    const abort = new AbortController();
    const init = { signal: abort.signal };
    const leaving = askToSpeak(other, { input: "/simulate silent" }, init);
    await (
      await other.simulator.connection(0)
    ).request;
    abort.abort();
    expect((await leaving).status).toBe(499);
    expect(await speak(other)).toEqual([429, "insufficient_quota"]);
  });

  it("counts a request once for RATE_LIMIT, however many sessions it needs", async () => {
    await using gateway = await startGateway({ settings: { RATE_LIMIT: "2/min" } });
    const response = await askToSpeak(gateway, {
      input: "好，".repeat(2000),
      response_format: "wav",
    });
    expect(response.headers.get("x-ratelimit-remaining-requests")).toBe("1");
    await response.body?.cancel();
    expect(await speak(gateway)).toEqual([200, undefined]);
    expect(await speak(gateway)).toEqual([429, "rate_limit_exceeded"]);
  });
});

describe("POST /v1/audio/speech on several apps", () => {
  const one = toSimulated("one", { appId: "one" });
  const two = toSimulated("two", { appId: "two", voices: ["x4_yezi"] });

  it("fails over to the app that has the voice, and uses the other app for everything else", async () => {
    await using gateway = await startWithApps([one, two]);
    for (const voice of ["x4_yezi", "xiaoyan", "xiaoyan"]) {
      expect(await speak(gateway, { voice })).toEqual([200, undefined]);
    }
    expect(listAsked(gateway).slice(0, 2)).toEqual(["one", "two"]);
    expect(new Set(listAsked(gateway).slice(2))).toEqual(new Set(["one", "two"]));
    expect(gateway.log.filter(({ event }) => event === "app_cooldown")).toEqual([]);
  });

  it("uses another app immediately when one has no quota, and leaves that one alone", async () => {
    const spent = toSimulated("spent", { appId: "spent", spent: true });
    await using gateway = await startWithApps([spent, two]);
    for (let time = 0; time < 3; time += 1) expect(await speak(gateway)).toEqual([200, undefined]);
    expect(listAsked(gateway)).toEqual(["spent", "two", "two", "two"]);
  });

  it("uses only apps whose services include speech", async () => {
    const listed = [toListed(one, { services: ["chat"] }), toListed(two, { services: ["speech"] })];
    await using gateway = await startWithApps([one, two], { listed });
    for (let time = 0; time < 3; time += 1) expect(await speak(gateway)).toEqual([200, undefined]);
    expect(new Set(listAsked(gateway))).toEqual(new Set(["two"]));
  });

  it("queues for an app's concurrency, and holds one permit for all sessions of a request", async () => {
    await using gateway = await startLimited({ concurrency: 1 });
    const { simulator } = gateway;
    const texts = ["一。", "二。", "三。"];
    simulator.play(...texts.map((text) => say(text, "wav")));
    const input = "好的，".repeat(900);
    const said = await Promise.all([
      askToSpeak(gateway, { input, response_format: "wav" }).then(hear),
      askToSpeak(gateway, { input: "短。", response_format: "wav" }).then(hear),
    ]);
    expect(said.join("").length).toBe(6);
    expect(simulator.connections).toHaveLength(3);
  });

  it("retries transient failures with the same text", async () => {
    await using gateway = await startGateway();
    gateway.simulator.play({ refuse: { status: 503 } }, (stage) => stage.cut());
    expect(await hear(await askToSpeak(gateway, { input: "再试一次。" }))).toBe("再试一次。");
    expect(gateway.simulator.connections).toHaveLength(3);
  });
});
