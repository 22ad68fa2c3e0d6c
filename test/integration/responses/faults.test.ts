import { describe, expect, it } from "vitest";

import { DEMO_APP } from "../../simulator/apps";
import { answer, endAfter, silence, stallAfter } from "../../simulator/scripts";
import type { Script } from "../../simulator/simulator";
import { startGateway } from "../setup/gateway";
import { ASK, askStream, readStream, respond } from "./ask";
import { PERSON, WEATHER } from "./tools";

const OWN = `${DEMO_APP.appId}:${DEMO_APP.apiSecret}:${DEMO_APP.apiKey}`;
/** Short only for the phase under test; the others may take longer on a busy machine. */
const QUICK = {
  connect: { CONNECT_TIMEOUT_MS: "100" },
  firstFrame: { FIRST_FRAME_TIMEOUT_MS: "300" },
  idle: { IDLE_TIMEOUT_MS: "300" },
  none: {},
};
const garbage: Script = async (stage) => stage.send("<html>");
const refuse = (status: number): Script => ({ refuse: { status } });

describe("connection faults in the Responses API", () => {
  it.each<[string, Script, number, string, keyof typeof QUICK]>([
    ["no handshake", { silent: true }, 504, "upstream_timeout", "connect"],
    ["no first frame", silence, 504, "upstream_timeout", "firstFrame"],
    ["a hang-up", { hangUp: true }, 502, "upstream_closed", "none"],
    ["a handshake answered with 500", refuse(500), 502, "upstream_closed", "none"],
    ["a handshake answered with 401", refuse(401), 502, "upstream_auth", "none"],
    ["a frame that nobody can read", garbage, 502, "upstream_invalid", "none"],
  ])("return a retry delay before any text: %s", async (_, script, status, code, quick) => {
    await using gateway = await startGateway({ settings: QUICK[quick] });
    for (const stream of [false, true]) {
      gateway.simulator.clear();
      gateway.simulator.play(script, script, script);
      const response = await respond(gateway, { ...ASK, stream });
      const { error } = await response.json();
      expect([response.status, error.type, error.code]).toEqual([status, "server_error", code]);
      expect(response.headers.get("retry-after")).toBe("1");
      expect(Number(response.headers.get("retry-after-ms"))).toBe(1000);
    }
  });

  it.each<[string, Script, string]>([
    ["an end", endAfter(["半个"], "close"), "upstream_closed"],
    ["a cut", endAfter(["半个"], "cut"), "upstream_closed"],
    ["a reset", endAfter(["半个"], "reset"), "upstream_closed"],
    ["silence", stallAfter(["半个"]), "upstream_timeout"],
  ])("send error, then response.failed after text: %s", async (_, script, code) => {
    const settings = QUICK[code === "upstream_timeout" ? "idle" : "none"];
    await using gateway = await startGateway({ settings });
    gateway.simulator.play(script);
    const { error, response } = await askStream(gateway, ASK);
    expect(error).toMatchObject({ code, error: { type: "server_error" } });
    expect(response).toMatchObject({
      status: "failed",
      error: { code: "server_error" },
      output: [{ content: [{ text: "半个" }] }],
    });
    expect(gateway.simulator.connections).toHaveLength(1);
    gateway.simulator.play(script);
    const whole = await respond(gateway, ASK);
    expect([whole.status, whole.headers.get("retry-after")]).toEqual([
      code === "upstream_timeout" ? 504 : 502,
      "1",
    ]);
  });

  it("return the caller's error for the caller's own credential", async () => {
    await using gateway = await startGateway();
    gateway.simulator.play(refuse(401));
    const response = await respond(gateway, ASK, { key: OWN });
    expect([response.status, response.headers.get("x-should-retry")]).toEqual([401, "false"]);
    expect(await response.json()).toMatchObject({ error: { code: "invalid_api_key" } });
  });

  it("reveal nothing about an unexpected error", async () => {
    await using gateway = await startGateway({
      deps: {
        openWebSocket: () => {
          throw new Error("secret");
        },
      },
    });
    for (const stream of [false, true]) {
      const response = await respond(gateway, { ...ASK, stream });
      expect([response.status, response.headers.get("retry-after")]).toEqual([500, "1"]);
      const { error } = await response.json();
      expect(error).toMatchObject({ type: "server_error", code: "internal_error", param: null });
      expect(error.message).not.toContain("secret");
    }
  });
});

describe("answers in the wrong format", () => {
  const format = { text: { format: PERSON } };
  const demanded = { tools: [WEATHER], tool_choice: "required" };

  it.each([
    ["JSON that stays invalid", format],
    ["a demanded call that does not come", demanded],
  ])("return 502, or error and response.failed after an early start: %s", async (_, fields) => {
    await using gateway = await startGateway();
    for (const stream of [false, true]) {
      gateway.simulator.play(answer(["no"]), answer(["no"]));
      const response = await respond(gateway, { ...ASK, ...fields, stream });
      expect([response.status, response.headers.get("x-should-retry")]).toEqual([502, "false"]);
      expect(await response.json()).toMatchObject({ error: { code: "invalid_model_output" } });
    }
    await using early = await startGateway({ settings: { STREAM_COMMIT_MS: "20" } });
    let goOn: () => void = () => {};
    const heard = new Promise<void>((resolve) => (goOn = resolve));
    early.simulator.play(
      async (stage) => {
        await heard;
        await answer(["no"])(stage);
      },
      answer(["no"]),
    );
    const response = await respond(early, { ...ASK, ...fields, stream: true });
    goOn();
    const read = await readStream(response);
    expect(read.error).toMatchObject({ code: "invalid_model_output" });
    expect(read.response).toMatchObject({ error: { code: "server_error" }, output: [] });
  });

  it("are repaired once, and only the repaired answer is streamed", async () => {
    await using gateway = await startGateway();
    gateway.simulator.play(answer(["no"]), answer(['{"name":"张三"}']));
    const { response } = await askStream(gateway, { ...ASK, ...format });
    expect(response.output).toMatchObject([{ content: [{ text: '{"name":"张三"}' }] }]);
  });
});
