import { describe, expect, it } from "vitest";

import { answerThenError, endAfter, failAfter, refuseWith, silence, stallAfter } from "../simulator/scripts";
import type { Script, Stage } from "../simulator/simulator";
import { ASK, type Gateway, startGateway } from "./gateway";
import { readStream } from "./sse";

type Expected = { status: number; type: string; code: string };

const invalid = (code: string): Expected => ({ status: 400, type: "invalid_request_error", code });
const busy: Expected = { status: 503, type: "server_error", code: "upstream_unavailable" };

/** Contract §8: what Spark says, and what the caller hears. */
const CODES: [number, string, Expected][] = [
  [10_003, "ClientMsgError:(1) bad", invalid("invalid_value")],
  [
    10_003,
    "ClientMsgError:(1) invalid model domain",
    { status: 404, type: "invalid_request_error", code: "model_not_found" },
  ],
  [10_004, "SchemaCheckError:(1) '$.x'", invalid("invalid_value")],
  [10_005, "bad value", invalid("invalid_value")],
  [10_163, "engine schema", invalid("invalid_value")],
  [10_006, "busy", { status: 429, type: "rate_limit_error", code: "concurrency_exceeded" }],
  [10_007, "busy", { status: 429, type: "rate_limit_error", code: "concurrency_exceeded" }],
  [11_203, "busy", { status: 429, type: "rate_limit_error", code: "concurrency_exceeded" }],
  [11_202, "AppIdQpsOverFlowError", { status: 429, type: "rate_limit_error", code: "rate_limit_exceeded" }],
  [11_201, "daily", { status: 429, type: "insufficient_quota", code: "insufficient_quota" }],
  [11_200, "AppIdNoAuthError:(1) tokens.total", { status: 429, type: "insufficient_quota", code: "insufficient_quota" }],
  [11_200, "AppIdNoAuthError:(1) domain.lite", { status: 403, type: "permission_error", code: "model_not_authorized" }],
  [10_016, "auth", { status: 403, type: "permission_error", code: "model_not_authorized" }],
  [10_015, "blacklist", { status: 403, type: "permission_error", code: "account_blocked" }],
  [10_013, "review", invalid("content_filter")],
  [10_021, "review", invalid("content_filter")],
  [10_022, "review", invalid("content_filter")],
  [10_029, "side", invalid("invalid_image")],
  [10_041, "pixels", invalid("invalid_image")],
  [10_907, "too long", invalid("context_length_exceeded")],
  [10_000, "ws", busy],
  [10_008, "capacity", busy],
  [10_012, "EngineInternalError", busy],
  [10_110, "ServiceIsBusyError", busy],
  [10_222, "AbnormalNetworkError", busy],
  [77_777, "nobody knows", busy],
];

/** Ways to fail without a code. */
const FAULTS: [string, (texts: string[]) => Script, Expected][] = [
  ["closes with 1000", (texts) => endAfter(texts, "close"), closed()],
  ["ends without a close frame", (texts) => endAfter(texts, "cut"), closed()],
  ["resets the connection", (texts) => endAfter(texts, "reset"), closed()],
  ["sends no JSON", (texts) => after(texts, (stage) => stage.send("<html>")), unreadable()],
  ["sends an empty frame", (texts) => after(texts, (stage) => stage.send("")), unreadable()],
  [
    "sends a binary frame",
    (texts) => after(texts, (stage) => stage.send(Buffer.from("{}"), { binary: true })),
    unreadable(),
  ],
  [
    "sends JSON of another shape",
    (texts) => after(texts, (stage) => stage.send('{"choices":[]}')),
    unreadable(),
  ],
  [
    "sends 50 MB in one frame",
    (texts) => after(texts, (stage) => stage.send("x".repeat(50 * 1024 * 1024))),
    unreadable(),
  ],
];

function closed(): Expected {
  return { status: 502, type: "server_error", code: "upstream_closed" };
}

function unreadable(): Expected {
  return { status: 502, type: "server_error", code: "upstream_invalid" };
}

function after(texts: string[], act: (stage: Stage) => Promise<void>): Script {
  return async (stage) => {
    for (const [at, text] of texts.entries()) await stage.frame({ text, status: at === 0 ? 0 : 1 });
    // The connection may be gone before the last byte of it is.
    await act(stage).catch(() => {});
  };
}

/** As often as a retry may come. */
const thrice = (script: Script): Script[] => [script, script, script];

async function expectError(gateway: Gateway, stream: boolean, expected: Expected) {
  const response = await gateway.post({ ...ASK, stream });
  expect(response.status).toBe(expected.status);
  expect(response.headers.get("content-type")).toMatch(/^application\/json/);
  const { error } = await response.json();
  expect(error).toMatchObject({ type: expected.type, code: expected.code });
  expect(Object.keys(error).toSorted()).toEqual(["code", "message", "param", "type"]);
  return { response, error };
}

async function expectEvent(gateway: Gateway, text: string, expected: Expected) {
  const response = await gateway.post({ ...ASK, stream: true });
  expect(response.status).toBe(200);
  const stream = await readStream(response);
  expect(stream.text).toBe(text);
  expect(stream.error).toMatchObject({ type: expected.type, code: expected.code });
  expect(stream.isDone).toBe(false);
  expect(stream.finishReasons).toEqual([]);
}

describe.each(CODES)("Spark's %d %j", (code, message, expected) => {
  it("is told in place of an answer, whole or in stream", async () => {
    await using gateway = await startGateway();
    for (const stream of [false, true]) {
      gateway.simulator.clear();
      gateway.simulator.play(...thrice(refuseWith(code, message)));
      const { error, response } = await expectError(gateway, stream, expected);
      expect(error.message).toMatch(new RegExp(`\\(Spark ${code}, sid cht\\S+\\)$`));
      expect(response.headers.get("x-spark-sid")).toMatch(/^cht/);
      expect(response.headers.get("retry-after") !== null).toBe(
        ["concurrency_exceeded", "rate_limit_exceeded", "upstream_unavailable"].includes(expected.code),
      );
    }
  });

  it("is told in the middle of an answer, whole or in stream", async () => {
    await using gateway = await startGateway();
    gateway.simulator.play(failAfter(["半个", "答案"], code, message));
    await expectError(gateway, false, expected);
    gateway.simulator.play(failAfter(["半个", "答案"], code, message));
    await expectEvent(gateway, "半个答案", expected);
    expect(gateway.simulator.connections).toHaveLength(2);
  });
});

describe.each(FAULTS)("A Spark that %s", (_, fault, expected) => {
  it("is told in place of an answer, whole or in stream", async () => {
    await using gateway = await startGateway();
    for (const stream of [false, true]) {
      gateway.simulator.clear();
      gateway.simulator.play(...thrice(fault([])));
      await expectError(gateway, stream, expected);
    }
  });

  it("is told in the middle of an answer, whole or in stream", async () => {
    await using gateway = await startGateway();
    gateway.simulator.play(fault(["半个", "答案"]), fault(["半个", "答案"]));
    await expectError(gateway, false, expected);
    await expectEvent(gateway, "半个答案", expected);
  });
});

describe("Output moderation (10014)", () => {
  it("before any text is a refusal", async () => {
    await using gateway = await startGateway();
    gateway.simulator.play(refuseWith(10_014, "m"), refuseWith(10_014, "m"));
    await expectError(gateway, false, invalid("content_filter"));
    await expectError(gateway, true, invalid("content_filter"));
  });

  it("after text ends the answer and keeps the text", async () => {
    await using gateway = await startGateway();
    gateway.simulator.play(failAfter(["半个"], 10_014, "m"), failAfter(["半个"], 10_014, "m"));
    const whole = await (await gateway.post(ASK)).json();
    expect(whole.choices[0]).toMatchObject({
      message: { content: "半个" },
      finish_reason: "content_filter",
    });
    expect(whole.usage.estimated).toBe(true);
    const stream = await readStream(await gateway.post({ ...ASK, stream: true }));
    expect(stream).toMatchObject({ text: "半个", finishReasons: ["content_filter"], isDone: true });
  });
});

describe("Suspicion (10019)", () => {
  it("before the end leaves the answer standing, and is logged", async () => {
    await using gateway = await startGateway();
    gateway.simulator.play(failAfter(["完整"], 10_019, "s"), failAfter(["完整"], 10_019, "s"));
    const whole = await (await gateway.post(ASK)).json();
    expect(whole.choices[0]).toMatchObject({ message: { content: "完整" }, finish_reason: "stop" });
    const stream = await readStream(await gateway.post({ ...ASK, stream: true }));
    expect(stream).toMatchObject({ text: "完整", finishReasons: ["stop"], isDone: true });
    expect(gateway.log).toContainEqual(expect.objectContaining({ spark_code: "10019" }));
  });

  it("after the end changes nothing, and is logged", async () => {
    await using gateway = await startGateway();
    gateway.simulator.play(answerThenError(["完整", "。"], 10_019, "s"));
    const stream = await readStream(await gateway.post({ ...ASK, stream: true }));
    expect(stream).toMatchObject({ text: "完整。", finishReasons: ["stop"], isDone: true });
    const connection = await gateway.simulator.connection(0);
    await connection.closed;
    expect(gateway.log).toContainEqual(
      expect.objectContaining({ event: "late_frame", spark_code: 10_019 }),
    );
  });
});

describe("A refused handshake", () => {
  const refuse = (status: number, headers?: Record<string, string>): Script => ({
    refuse: { status, body: '{"message":"HMAC signature does not match"}', ...(headers && { headers }) },
  });
  const skewed = { date: new Date(Date.now() + 600_000).toUTCString() };
  const auth = (status: number, type: string, code: string): Expected => ({ status, type, code });

  it.each([
    ["401, the server's app", refuse(401), {}, auth(502, "server_error", "upstream_auth")],
    ["403, the server's app", refuse(403), {}, auth(502, "server_error", "upstream_auth")],
    ["401", refuse(401), { own: true }, auth(401, "authentication_error", "invalid_api_key")],
    ["403", refuse(403), { own: true }, auth(403, "permission_error", "permission_denied")],
    ["403, clocks apart", refuse(403, skewed), { own: true }, auth(403, "permission_error", "clock_skew")],
    ["404", refuse(404), {}, closed()],
    ["500", refuse(500), {}, closed()],
    ["a hang-up", { hangUp: true } as Script, {}, closed()],
  ])("with %s is explained", async (_, script, { own = false }: { own?: boolean }, expected) => {
    await using gateway = await startGateway();
    for (const stream of [false, true]) {
      gateway.simulator.clear();
      gateway.simulator.play(...thrice(script));
      const response = await gateway.post(
        { ...ASK, stream },
        own ? { headers: { authorization: "Bearer 123456:123456:123456" } } : {},
      );
      const { error } = await response.json();
      expect({ status: response.status, type: error.type, code: error.code }).toEqual(expected);
      if (expected.status < 500 || expected.code === "upstream_auth") {
        expect(response.headers.get("x-should-retry")).toBe("false");
        expect(gateway.simulator.connections).toHaveLength(1);
      } else if (expected.code === "upstream_closed" && !_.startsWith("404")) {
        expect(gateway.simulator.connections).toHaveLength(3);
      }
      expect(error.message).not.toContain("HMAC");
    }
  });

  it("with a wrong secret, a wrong key and a wrong clock is judged as Spark judges", async () => {
    await using gateway = await startGateway({ simulator: {} });
    const ask = (key: string) => gateway.post(ASK, { headers: { authorization: `Bearer ${key}` } });
    const wrongSecret = await (await ask("123456:wrong:123456")).json();
    expect(wrongSecret.error).toMatchObject({
      code: "invalid_api_key",
      message: expect.stringContaining("API_SECRET"),
    });
    const wrongKey = await (await ask("123456:123456:wrong")).json();
    expect(wrongKey.error).toMatchObject({
      code: "invalid_api_key",
      message: expect.stringContaining("does not know this API_KEY"),
    });
    await using late = await startGateway({ simulator: { now: () => Date.now() + 600_000 } });
    const response = await late.post(ASK, {
      headers: { authorization: "Bearer 123456:123456:123456" },
    });
    expect(await response.json()).toMatchObject({
      error: { code: "clock_skew", message: expect.stringMatching(/600 seconds behind|599 seconds behind/) },
    });
  });
});

describe("Time", () => {
  const slow = { status: 504, type: "server_error", code: "upstream_timeout" };

  it("runs out when Spark never answers the handshake", async () => {
    await using gateway = await startGateway({ settings: { CONNECT_TIMEOUT_MS: "50" } });
    for (const stream of [false, true]) {
      gateway.simulator.clear();
      gateway.simulator.play({ silent: true });
      await expectError(gateway, stream, slow);
      expect(gateway.simulator.connections).toHaveLength(1);
    }
  });

  it("runs out when no first frame comes", async () => {
    await using gateway = await startGateway({ settings: { FIRST_FRAME_TIMEOUT_MS: "50" } });
    gateway.simulator.play(silence, silence);
    await expectError(gateway, false, slow);
    await expectError(gateway, true, slow);
    expect(gateway.simulator.connections).toHaveLength(2);
  });

  it("runs out when the answer stalls", async () => {
    await using gateway = await startGateway({ settings: { IDLE_TIMEOUT_MS: "50" } });
    gateway.simulator.play(stallAfter(["半个"]), stallAfter(["半个"]));
    await expectError(gateway, false, slow);
    await expectEvent(gateway, "半个", slow);
  });
});

describe("Spark out of reach", () => {
  it("is a bad gateway", async () => {
    await using gateway = await startGateway({ settings: { SPARK_CHAT_URL: "ws://127.0.0.1:1" } });
    const { error } = await expectError(gateway, false, closed());
    expect(error.message).toContain("ECONNREFUSED");
    await expectError(gateway, true, closed());
  });
});

describe("An answer without a word", () => {
  it("is never a success", async () => {
    await using gateway = await startGateway();
    const empty: Script = (stage) => stage.frame({ text: "", status: 2 });
    gateway.simulator.play(empty, empty);
    await expectError(gateway, false, unreadable());
    await expectError(gateway, true, unreadable());
  });

  it("is an error event where an empty first frame had decided the status", async () => {
    await using gateway = await startGateway();
    let goOn: () => void = () => {};
    const heard = new Promise<void>((resolve) => (goOn = resolve));
    gateway.simulator.play(async (stage) => {
      await stage.frame({ text: "", status: 0 });
      await heard;
      await stage.frame({ text: "", status: 2 });
    });
    const response = await gateway.post({ ...ASK, stream: true });
    expect(response.status).toBe(200);
    goOn();
    expect(await readStream(response)).toMatchObject({
      error: { code: "upstream_invalid" },
      isDone: false,
    });
  });
});
