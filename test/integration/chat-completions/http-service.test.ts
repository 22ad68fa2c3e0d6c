import type { ServerResponse } from "node:http";

import { describe, expect, it } from "vitest";

import { sendEvents } from "../../simulator/http-scripts";
import type { HttpScript } from "../../simulator/simulator";
import { ASK, startGateway } from "../setup/gateway";
import { postWith, readSent, SERVICES } from "../setup/services";
import { readStream } from "../setup/sse";

describe("HTTP service only (APIPassword)", () => {
  const [, [, key]] = SERVICES;

  it.each(["vision", "imagev3", "kjwx", "generalv2"])(
    "rejects model %s and names the credential that it needs",
    async (model) => {
      await using gateway = await startGateway();
      const content =
        model === "vision" || model === "imagev3"
          ? [{ type: "image_url", image_url: { url: "data:image/png;base64,AAAA" } }]
          : "你好";
      const response = await postWith(
        gateway,
        key,
      )({ model, messages: [{ role: "user", content }] });
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({
        error: {
          code: "unsupported_parameter",
          param: "model",
          message: expect.stringContaining("APP_ID:API_SECRET:API_KEY"),
        },
      });
    },
  );

  it("sends the parameters that only the HTTP service supports", async () => {
    await using gateway = await startGateway();
    const fields = { temperature: 1.5, top_p: 0.5, presence_penalty: -1, frequency_penalty: 1 };
    const response = await postWith(gateway, key)({ ...ASK, ...fields });
    expect(response.headers.get("x-spark-ignored")).toBeNull();
    expect(response.headers.get("x-spark-adjusted")).toBeNull();
    expect(await readSent(gateway)).toMatchObject(fields);
  });

  it("serves callers without a credential with the server's API_PASSWORD", async () => {
    await using gateway = await startGateway({
      settings: { APP_ID: "", API_KEY: "", API_SECRET: "", API_PASSWORD: key },
    });
    expect((await gateway.post(ASK)).status).toBe(200);
    await using wrong = await startGateway({
      settings: { APP_ID: "", API_KEY: "", API_SECRET: "", API_PASSWORD: "wrong" },
    });
    const response = await wrong.post(ASK);
    expect(response.status).toBe(502);
    expect(await response.json()).toMatchObject({ error: { code: "upstream_auth" } });
  });
});

describe("HTTP service faults", () => {
  const [, [, key]] = SERVICES;
  const EVENT =
    'data:{"code":0,"sid":"cha1","choices":[{"delta":{"content":"半个😀"},"index":0}]}\n\n';

  function open(response: ServerResponse): void {
    response.writeHead(200, { "content-type": "text/event-stream" });
  }

  it("returns upstream_closed when Spark cuts the connection mid-event, whole and streamed", async () => {
    await using gateway = await startGateway();
    const cut: HttpScript = (_body, response) => {
      open(response);
      response.write(EVENT + EVENT.slice(0, 40), () => response.destroy());
    };
    gateway.simulator.playHttp(cut, cut);
    const whole = await postWith(gateway, key)(ASK);
    expect(whole.status).toBe(502);
    expect(await whole.json()).toMatchObject({ error: { code: "upstream_closed" } });
    const stream = await readStream(await postWith(gateway, key)({ ...ASK, stream: true }));
    expect(stream).toMatchObject({
      text: "半个😀",
      error: { code: "upstream_closed", message: expect.stringContaining("cha1") },
      isDone: false,
    });
  });

  it("decodes a character that is split between packets", async () => {
    await using gateway = await startGateway();
    const bytes = Buffer.from(`${EVENT}data:[DONE]\n\n`);
    gateway.simulator.playHttp(async (_body, response, stage) => {
      open(response);
      for (const byte of bytes) {
        await new Promise<void>((resolve) => response.write(Buffer.of(byte), () => resolve()));
      }
      stage.end();
    });
    const stream = await readStream(await postWith(gateway, key)({ ...ASK, stream: true }));
    expect(stream).toMatchObject({ text: "半个😀", finishReasons: ["stop"], isDone: true });
  });

  it.each([
    ['{"code":10013,"message":"no","sid":"cha1"}', 400, "content_filter"],
    [
      '{"error":{"code":"11200","message":"AppIdNoAuthError (sid: cha1)"}}',
      429,
      "insufficient_quota",
    ],
    ["<html>", 502, "upstream_invalid"],
  ])("maps a 200 response with body %s to %d %s", async (body, status, code) => {
    await using gateway = await startGateway();
    gateway.simulator.playHttp((_body, response) => {
      response.writeHead(200, { "content-type": "application/json" }).end(body);
    });
    const response = await postWith(gateway, key)({ ...ASK, stream: true });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ error: { code } });
  });

  it("returns 504 upstream_timeout when no headers arrive in time", async () => {
    await using gateway = await startGateway({ settings: { FIRST_FRAME_TIMEOUT_MS: "50" } });
    gateway.simulator.playHttp({ silent: true });
    const response = await postWith(gateway, key)(ASK);
    expect(response.status).toBe(504);
    expect(await response.json()).toMatchObject({ error: { code: "upstream_timeout" } });
  });

  it("ignores SSE comments and unknown event types", async () => {
    await using gateway = await startGateway();
    gateway.simulator.playHttp(
      sendEvents([
        'event: progress_notice\ndata: {"step":1}',
        EVENT.trim(),
        ": beat",
        "data:[DONE]",
      ]),
    );
    const whole = await (await postWith(gateway, key)(ASK)).json();
    expect(whole.choices[0].message.content).toBe("半个😀");
  });
});
