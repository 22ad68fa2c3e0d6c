import assert from "node:assert/strict";

import { afterAll, afterEach, describe, expect, it, vi } from "vitest";

import type { OpenWebSocket } from "@/lib/spark/transport/websocket";
import { startWith } from "@/lib/streams/source";
import { ERRORS } from "@/lib/gateway/openapi/errors";

import { DEMO_APP } from "../../simulator/apps";
import { FAULTS } from "../../simulator/faults";
import type { Script } from "../../simulator/script";
import { refuseWith, silence } from "../../simulator/scripts";
import { ASK, type Gateway, startGateway } from "../setup/gateway";
import { readDocument } from "./openapi";
import { GREEN, image, show, toDataUrl } from "../image/images";
import { SERVICES } from "../setup/services";
import { NO_OWN_APP, startWithApps, toListed, toSimulated } from "../setup/several-apps";

const CHAT = "/v1/chat/completions";
const PATIENCE = {
  CONNECT_TIMEOUT_MS: "150",
  FIRST_FRAME_TIMEOUT_MS: "150",
  IDLE_TIMEOUT_MS: "150",
};
const { appId, apiSecret, apiKey } = DEMO_APP;
const OWN = { authorization: `Bearer ${appId}:${apiSecret}:${apiKey}` };

const servedBy = (model: string) => ({
  SPARK_APPS: JSON.stringify([toListed(DEMO_APP, { models: [model] })]),
});

/** Every pair of status and code that occurred, as `429 rate_limit_exceeded`. */
const met = new Set<string>();

async function expectDescribed(gateway: Gateway, response: Response, path = CHAT): Promise<void> {
  const { findDeviations } = await readDocument(gateway);
  if (response.status !== 200) {
    const { error } = (await response.clone().json()) as { error: { code: string } };
    met.add(`${response.status} ${error.code}`);
  }
  const method = path === "/v1/models" ? "get" : "post";
  expect(await findDeviations(path, method, response)).toEqual([]);
}

describe.each(SERVICES)("OpenAPI document: faults over %s", (_, key) => {
  it.each(FAULTS.map(({ name }) => name))(
    "describes the answer to the fault %s, whole and streamed",
    async (name) => {
      await using gateway = await startGateway({
        settings: PATIENCE,
        simulator: { wait: async () => {} },
      });
      const messages = [{ role: "user", content: `/simulate ${name}` }];
      for (const stream of [false, true]) {
        const body = { ...ASK, messages, stream };
        const response = await gateway.post(body, { headers: { authorization: `Bearer ${key}` } });
        await expectDescribed(gateway, response);
      }
    },
  );
});

describe("OpenAPI document: errors of the gateway", () => {
  const seeImage = (url: string) => ({
    model: "vision",
    messages: [{ role: "user", content: [show(url)] }],
  });

  it.each<[what: string, body: unknown, init?: RequestInit]>([
    ["a body that is not JSON", "{"],
    ["a wrong value", { ...ASK, temperature: 9 }],
    ["an unsupported field", { ...ASK, logprobs: true }],
    ["an unknown model", { ...ASK, model: "gpt-9" }],
    ["an incomplete credential", ASK, { headers: { "x-app-id": "x" } }],
    ["a wrong secret", ASK, { headers: { authorization: `Bearer ${appId}:wrong:${apiKey}` } }],
    ["data that is not an image", seeImage("data:image/png;base64,AAAA")],
    ["a loopback image URL", seeImage("http://127.0.0.1/image.png")],
    ["a body that is too large", { ...ASK, user: "x".repeat(20_000) }],
    ["a body in an unknown coding", ASK, { headers: { "content-encoding": "compress" } }],
  ])("describes the error for %s", async (_, body, init) => {
    await using gateway = await startGateway({ settings: { MAX_BODY_BYTES: "16KB" } });
    await expectDescribed(gateway, await gateway.post(body, init));
  });

  it("describes the errors for images that are too large or cannot be fetched", async () => {
    await using gateway = await startGateway({
      settings: { IMAGE_MAX_BYTES: "1KB", IMAGE_ALLOWED_HOSTS: "127.0.0.1:1" },
    });
    const noise = await image(400, 400).png({ compressionLevel: 0 }).toBuffer();
    await expectDescribed(gateway, await gateway.post(seeImage(toDataUrl(noise))));
    await expectDescribed(gateway, await gateway.post(seeImage("http://127.0.0.1:1/a.png")));
    await expectDescribed(gateway, await gateway.post(seeImage(toDataUrl(GREEN))));
  });

  it("describes handshake rejections of the server's credential and the caller's", async () => {
    await using gateway = await startGateway();
    const late = { date: new Date(Date.now() + 600_000).toUTCString() };
    for (const [status, headers] of [
      [401, {}],
      [403, {}],
      [403, late],
      [429, {}],
      [500, {}],
    ] as const) {
      for (const own of [{}, OWN]) {
        gateway.simulator.play(
          ...Array.from({ length: 3 }, () => ({ refuse: { status, headers } })),
        );
        await expectDescribed(gateway, await gateway.post(ASK, { headers: own }));
        gateway.simulator.clear();
      }
    }
  });

  it.each([
    ["a previous response", { previous_response_id: "resp_1", input: "你好" }],
    ["an item", { input: [{ type: "item_reference", id: "msg_1" }] }],
  ])("describes the error for %s that is not kept", async (_, body) => {
    await using gateway = await startGateway();
    const path = "/v1/responses";
    const init = { method: "POST", body: JSON.stringify({ model: "lite", ...body }) };
    await expectDescribed(gateway, await gateway.fetch(path, init), path);
  });

  it("describes the error for an answer that is not the requested JSON", async () => {
    await using gateway = await startGateway();
    const prose: Script = (stage) => stage.frame({ text: "prose", status: 2 });
    gateway.simulator.play(prose, prose);
    const body = { ...ASK, model: "4.0Ultra", response_format: { type: "json_object" } };
    await expectDescribed(gateway, await gateway.post(body));
  });

  it.each([
    ["too many requests", { RATE_LIMIT: "1/min" }, 429],
    ["too many tokens", { TOKEN_BUDGET: "1/day" }, 429],
    ["a model outside SERVER_MODELS", { SERVER_MODELS: "4.0Ultra" }, 403],
    ["a model that no app serves", { ...NO_OWN_APP, ...servedBy("4.0Ultra") }, 403],
  ])("describes the error for %s", async (_, settings, status) => {
    await using gateway = await startGateway({ settings });
    await expectDescribed(gateway, await gateway.post(ASK));
    const refused = await gateway.post(ASK);
    expect(refused.status).toBe(status);
    await expectDescribed(gateway, refused);
  });

  it("describes the errors for a queue timeout and a reserved token budget", async () => {
    await using gateway = await startGateway({
      settings: { APP_CONCURRENCY: "1", QUEUE_TIMEOUT_MS: "20", TOKEN_BUDGET: "5000/day" },
    });
    gateway.simulator.play(silence);
    const abort = new AbortController();
    const held = gateway.post(ASK, { signal: abort.signal });
    await gateway.simulator.connection(0);
    await expectDescribed(gateway, await gateway.post({ ...ASK, max_tokens: 9 }));
    expect(gateway.log.at(-1)).toMatchObject({ failure: "queue-timeout" });
    const waiting = gateway.post(ASK);
    await expectDescribed(gateway, await gateway.post(ASK));
    expect(gateway.log.at(-1)).toMatchObject({ failure: "budget-held" });
    await expectDescribed(gateway, await waiting);
    abort.abort();
    await held;
  });

  it.each<[what: string, script: Script, status: number]>([
    ["without tokens", refuseWith(11_201, "m"), 429],
    ["that are blocked", refuseWith(10_015, "m"), 403],
    ["without the model", refuseWith(10_016, "m"), 403],
    ["with rejected keys", { refuse: { status: 401 } }, 502],
  ])("describes the error when apps %s are in cooldown", async (_, script, status) => {
    const apps = [toSimulated("one"), toSimulated("two")];
    await using gateway = await startWithApps(apps);
    gateway.simulator.play(script, script);
    await gateway.post(ASK);
    const response = await gateway.post(ASK);
    expect(response.status).toBe(status);
    expect(gateway.log.at(-1)).toMatchObject({ failure: "apps-cooling-down" });
    await expectDescribed(gateway, response);
  });

  it("describes an internal error and a rejection during shutdown", async () => {
    const broken: OpenWebSocket = () => startWith(() => Promise.reject(new Error("a bug")));
    await using faulty = await startGateway({ deps: { openWebSocket: broken } });
    await expectDescribed(faulty, await faulty.post(ASK));
    await using ending = await startGateway({ deps: { isShuttingDown: () => true } });
    await expectDescribed(ending, await ending.post(ASK));
    await expectDescribed(ending, await ending.fetch("/v1/models"), "/v1/models");
  });

  afterEach(() => void vi.useRealTimers());

  it("describes the error for a body that never arrives", async () => {
    await using gateway = await startGateway();
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
    const body = new ReadableStream({ pull: () => new Promise(() => {}) });
    const response = gateway.post("", { body, duplex: "half" } as RequestInit);
    await vi.advanceTimersByTimeAsync(30_000);
    vi.useRealTimers();
    await expectDescribed(gateway, await response);
  });

  it.each([
    [{ method: "DELETE" }, CHAT, "method_not_allowed"],
    [{ method: "GET" }, "/v1/nothing", "not_found"],
  ])("describes the error for %j %s", async (init, path, code) => {
    await using gateway = await startGateway();
    const { findProblem } = await readDocument(gateway);
    const response = await gateway.fetch(path, init);
    const pointer = `/components/responses/Error${response.status}/content/application~1json/schema`;
    const answer = (await response.json()) as { error: { code: string } };
    expect(findProblem(pointer, answer)).toBeNull();
    expect(answer.error.code).toBe(code);
    met.add(`${response.status} ${code}`);
  });
});

// Runs after all of them, in any order: the document lists no error that never occurs.
afterAll(() => {
  const named = Object.entries(ERRORS).flatMap(([status, { codes }]) =>
    codes.map((code) => `${status} ${code}`),
  );
  assert.deepEqual([...met].toSorted(), named.toSorted());
});
