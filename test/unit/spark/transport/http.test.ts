import { describe, expect, it } from "vitest";

import { DEMO_APP } from "../../../simulator/apps";
import { answerHttp, sendEvents } from "../../../simulator/http-scripts";
import { startSimulator } from "../../../simulator/simulator";
import { ask, read } from "./http-peer";

const PASSWORD = DEMO_APP.apiPassword;
const QUESTION = JSON.stringify({
  model: "generalv3.5",
  stream: true,
  messages: [{ role: "user", content: "你好" }],
});

async function startSpark() {
  const simulator = await startSimulator();
  const url = new URL("/v1/chat/completions", simulator.httpUrl);
  return {
    simulator,
    ask: (message = QUESTION, password: string = PASSWORD) =>
      ask(url, { toMessage: () => message, password }),
    [Symbol.asyncDispose]: () => simulator.close(),
  };
}

describe("HTTP transport", () => {
  it("sends the headers and the body that Spark expects", async () => {
    await using spark = await startSpark();
    await read(spark.ask());
    const { headers, body, accepted } = await spark.simulator.connection(0);
    expect(accepted).toBe(true);
    expect(await body).toEqual(JSON.parse(QUESTION));
    expect(headers).toMatchObject({
      authorization: `Bearer ${PASSWORD}`,
      accept: "text/event-stream",
      "accept-encoding": "identity",
      "content-length": String(Buffer.byteLength(QUESTION)),
      "content-type": "application/json",
      "user-agent": "spark-api-gateway",
    });
  });

  it("yields the data of each event, including [DONE]", async () => {
    await using spark = await startSpark();
    spark.simulator.playHttp(answerHttp(["你", "好"]));
    const { batches, error } = await read(spark.ask());
    const events = batches.flat();
    expect(error).toBeUndefined();
    expect(events.at(-1)).toBe("[DONE]");
    const said = events.slice(0, -1).map((raw) => JSON.parse(raw).choices[0].delta.content);
    expect(said).toEqual(["你", "好"]);
  });

  it("skips comments, blank lines and events of other names", async () => {
    await using spark = await startSpark();
    const others = [": comment", "event: progress_notice\ndata: {}", "", "retry: 5", "id: 1"];
    spark.simulator.playHttp(
      sendEvents([...others, "data:1", "data: 2", "event: message\ndata: 3", ": end"]),
    );
    expect((await read(spark.ask())).batches.flat()).toEqual(["1", "2", "3"]);
  });

  it.each([
    [500, "/simulate 11202", { kind: "spark-rejected", code: 11_202 }],
    [400, "/simulate 10013", { kind: "spark-rejected", code: 10_013 }],
    [401, "/simulate handshake-401", { kind: "spark-handshake", status: 401 }],
  ])("reads a rejection with status %i", async (_, content, expected) => {
    await using spark = await startSpark();
    const message = QUESTION.replace("你好", content);
    expect((await read(spark.ask(message))).failure).toMatchObject(expected);
  });

  it("reads the rejection of a wrong password", async () => {
    await using spark = await startSpark();
    expect((await read(spark.ask(QUESTION, "wrong"))).failure).toMatchObject({
      kind: "spark-handshake",
      status: 401,
    });
  });
});
