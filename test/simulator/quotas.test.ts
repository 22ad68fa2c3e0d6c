import { describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { DEMO_APP } from "./apps";
import { ask, exchange, judge, toMessage, toUrl } from "./reference-client";
import { answer, silence } from "./scripts";
import { startSimulator } from "./simulator";
import { eventually } from "../eventually";

describe("quotas", () => {
  test("rejects the third request within a second with 11202 when qps is 2", async () => {
    const clock = { now: Date.now() };
    const app = { ...DEMO_APP, qps: 2 };
    const busy = await startSimulator({ apps: [app], now: () => clock.now });
    const codes = async () => (await ask({ url: busy.url, app })).frames[0]?.header.code;
    expect([await codes(), await codes(), await codes()]).toEqual([0, 0, 11202]);
    clock.now += 999;
    expect(await codes()).toBe(11202);
    clock.now += 1;
    expect(await codes()).toBe(0);
    await busy.close();
  });

  test("rejects a second concurrent request with 11203 until the first is over", async () => {
    const app = { ...DEMO_APP, concurrency: 1 };
    const busy = await startSimulator({ apps: [app] });
    let free = () => {};
    busy.play(async (stage) => {
      await new Promise<void>((resolve) => {
        free = resolve;
      });
      await stage.frame({ text: "好", status: 2 });
      stage.close();
    });
    const first = ask({ url: busy.url, app });
    await (
      await busy.connection(0)
    ).request;
    const second = await ask({ url: busy.url, app });
    expect(second.frames[0]?.header.code).toBe(11203);
    free();
    await first;
    const third = await ask({ url: busy.url, app });
    expect(third.frames[0]?.header.code).toBe(0);
    await busy.close();
  });

  test("rejects a second concurrent request of the same uid with 10006", async () => {
    const busy = await startSimulator();
    busy.play(silence);
    void ask({ url: busy.url, header: { uid: "a" } });
    await (
      await busy.connection(0)
    ).request;
    const again = await ask({ url: busy.url, header: { uid: "a" } });
    expect(again.frames[0]?.header.code).toBe(10006);
    const other = await ask({ url: busy.url, header: { uid: "b" } });
    expect(other.frames[0]?.header.code).toBe(0);
    await busy.close();
  });
});

test("frees a uid once it is answered, although the socket lingers", async () => {
  const simulator = await startSimulator();
  const question = { url: simulator.url, header: { uid: "a" } };
  simulator.play(answer(["好"]));
  const lingering = new WebSocket(toUrl(question));
  lingering.once("open", () => {
    lingering.pause();
    lingering.send(toMessage(question));
  });
  const connection = await simulator.connection(0);
  await eventually(() => expect(connection.framesSent).toBe(1));
  expect(await judge(question)).toMatchObject({ code: 0 });
  expect(connection.open).toBe(true);
  lingering.terminate();
  await simulator.close();
});

test("frees the concurrency slot when the client disconnects while its image is decoded", async () => {
  const app = { ...DEMO_APP, concurrency: 1 };
  const simulator = await startSimulator({ apps: [app] });
  const { url } = simulator;
  const image = { role: "user", content: "QUJD", content_type: "image" };
  const question = {
    url,
    app,
    path: "/v2.1/image",
    chat: { domain: "general" },
    payload: { message: { text: [image, { role: "user", content: "?" }] } },
  };
  const socket = new WebSocket(toUrl(question));
  socket.once("open", () => socket.send(toMessage(question)));
  const connection = await simulator.connection(0);
  await connection.request;
  socket.terminate();
  await connection.closed;
  await eventually(async () => expect(await judge({ url, app })).toMatchObject({ code: 0 }));
  await simulator.close();
});

describe("one request per connection", () => {
  test("ends the connection on a second message", async () => {
    const simulator = await startSimulator();
    simulator.play(silence);
    const message = toMessage({ url: simulator.url });
    const result = await exchange(toUrl({ url: simulator.url }), [message, message]);
    expect(result).toMatchObject({ raw: [], close: { code: 1000 } });
    await simulator.close();
  });

  test("ends the connection when no message arrives in time", async () => {
    const impatient = await startSimulator({ requestTimeoutMs: 20 });
    const result = await exchange(toUrl({ url: impatient.url }), []);
    expect(result).toMatchObject({ raw: [], close: { code: 1000, reason: "close this ws conn" } });
    await impatient.close();
  });

  test("lets an answer take longer than the request timeout", async () => {
    const requestTimeoutMs = 10;
    const impatient = await startSimulator({ requestTimeoutMs });
    impatient.play(async (stage) => {
      await stage.wait(3 * requestTimeoutMs);
      await answer(["好"])(stage);
    });
    expect(await judge({ url: impatient.url })).toMatchObject({ code: 0 });
    await impatient.close();
  });
});
