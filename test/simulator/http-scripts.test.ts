import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { answerHttp, failHttpAfter, sendEvents } from "./http-scripts";
import { joinDeltas, post, stream, type HttpQuestion } from "./reference-http";
import { startSimulator, type HttpScript, type Simulator } from "./simulator";

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ wait: () => Promise.resolve() });
});
afterAll(() => simulator.close());
beforeEach(() => simulator.clear());

type Question = Omit<HttpQuestion, "url">;
const ask = (question: Question = {}) => post({ url: simulator.httpUrl, ...question });
const listen = (question: Question = {}) => stream({ url: simulator.httpUrl, ...question });

describe("HTTP scripts", () => {
  test("plays answerHttp as JSON or as SSE, whichever was requested", async () => {
    simulator.playHttp(answerHttp(["你", "好"]), answerHttp(["你", "好"], { usage: null }));
    expect(joinDeltas((await listen()).chunks)).toBe("你好");
    const body = (await (await ask()).json()) as object;
    expect(body).toMatchObject({ choices: [{ message: { content: "你好" } }] });
    expect(body).not.toHaveProperty("usage");
  });

  test("plays failHttpAfter as a status before any text and as a code after some", async () => {
    simulator.playHttp(failHttpAfter([], 10013, "违规"), failHttpAfter(["你"], 10014, "违规"));
    expect((await ask({ stream: true })).status).toBe(400);
    const { events, chunks } = await listen();
    expect(chunks.map(({ code }) => code)).toEqual([0, 10014]);
    expect(events).not.toContain("data:[DONE]");
  });

  test("plays sendEvents as given", async () => {
    simulator.playHttp(sendEvents(["event: x\ndata: 1", ": comment"]));
    expect((await listen()).events).toEqual(["event: x\ndata: 1", ": comment"]);
  });

  test("passes the body and the raw response to a function", async () => {
    const teapot: HttpScript = (body, response) => {
      response.writeHead(418, { "x-model": body.model }).end("teapot");
    };
    simulator.playHttp(teapot);
    const response = await ask();
    expect([response.status, response.headers.get("x-model")]).toEqual([418, "generalv3.5"]);
  });

  test("plays refuse, hangUp and silent before any check", async () => {
    simulator.playHttp(
      { refuse: { status: 502, body: "bad" } },
      { hangUp: true },
      { silent: true },
    );
    const response = await ask({ bearer: "nobody" });
    expect([response.status, await response.text()]).toEqual([502, "bad"]);
    await expect(ask()).rejects.toThrow("fetch failed");
    const patience = new AbortController();
    const asked = ask({ signal: patience.signal });
    const connection = await simulator.connection(2);
    expect(connection.open).toBe(true);
    patience.abort();
    await expect(asked).rejects.toThrow("aborted");
    expect((await connection.closed).code).toBe(1006);
  });
});

describe("connection over HTTP", () => {
  test("holds the request body and ends with the exchange", async () => {
    await (await ask({ content: "在吗" })).text();
    const connection = await simulator.connection(0);
    expect(connection).toMatchObject({
      path: "/v1/chat/completions",
      accepted: true,
      framesSent: 1,
    });
    expect((await connection.body).messages).toEqual([{ role: "user", content: "在吗" }]);
    expect((await connection.closed).code).toBe(1000);
    expect(simulator.openConnections).toBe(0);
  });

  test("is not accepted when the request is rejected", async () => {
    await (await ask({ model: "nonsense" })).text();
    const connection = await simulator.connection(0);
    expect(connection.accepted).toBe(false);
    expect((await connection.body).model).toBe("nonsense");
  });
});
