import { describe, expect, it } from "vitest";

import { answer, refuseWith, stallAfter } from "../../simulator/scripts";
import { ASK, startGateway } from "../setup/gateway";
import { readStream, readUntil } from "../setup/sse";

describe("slow first frame", () => {
  it("sends headers and roles after STREAM_COMMIT_MS, then heartbeats until the answer comes", async () => {
    await using gateway = await startGateway({
      settings: { STREAM_COMMIT_MS: "20", HEARTBEAT_MS: "20" },
    });
    let goOn: () => void = () => {};
    const heard = new Promise<void>((resolve) => (goOn = resolve));
    gateway.simulator.play(async (stage) => {
      await heard;
      await answer(["终于"])(stage);
    });
    const response = await gateway.post({ ...ASK, n: 1, stream: true });
    expect(response.status).toBe(200);
    expect(response.headers.get("x-spark-sid")).toBeNull();
    const { reader, seen } = await readUntil(response, ": keep-alive\n\n: keep-alive\n\n");
    expect(seen).toMatch(/^data: \{.*"role":"assistant".*\}\n\n: keep-alive\n\n: keep-alive\n\n/);
    goOn();
    let rest = "";
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
      rest += part.value;
    }
    expect(rest).toContain("终于");
    expect(rest).toMatch(/data: \[DONE\]\n\n$/);
  });

  it("does not retry once the headers have been sent", async () => {
    await using gateway = await startGateway({ settings: { STREAM_COMMIT_MS: "20" } });
    let goOn: () => void = () => {};
    const heard = new Promise<void>((resolve) => (goOn = resolve));
    gateway.simulator.play(async (stage) => {
      await heard;
      await refuseWith(10_012, "m")(stage);
    });
    const response = await gateway.post({ ...ASK, stream: true });
    goOn();
    expect(await readStream(response)).toMatchObject({
      error: { code: "upstream_unavailable" },
      isDone: false,
    });
    expect(gateway.simulator.connections).toHaveLength(1);
  });

  it("sends heartbeats mid-stream when Spark stalls", async () => {
    await using gateway = await startGateway({ settings: { HEARTBEAT_MS: "20" } });
    gateway.simulator.play(stallAfter(["半个"]));
    const response = await gateway.post({ ...ASK, stream: true });
    const { reader, seen } = await readUntil(response, "keep-alive");
    expect(seen.indexOf("半个")).toBeLessThan(seen.indexOf("keep-alive"));
    await reader?.cancel();
  });
});

describe("slow reader", () => {
  it("applies back-pressure to Spark without an idle timeout", async () => {
    await using gateway = await startGateway({ settings: { IDLE_TIMEOUT_MS: "1500" } });
    const text = "字".repeat(10_000);
    const total = 2000;
    let blocked: () => void = () => {};
    const stuck = new Promise<void>((resolve) => (blocked = resolve));
    gateway.simulator.play(async (stage) => {
      for (let at = 0; at < total; at += 1) {
        const sent = stage.frame({ text, status: at === 0 ? 0 : 1 });
        const patience = setTimeout(blocked, 1800);
        await sent;
        clearTimeout(patience);
      }
      await stage.frame({ text: "完", status: 2 });
    });
    const response = await gateway.post({ ...ASK, stream: true });
    await stuck;
    const connection = await gateway.simulator.connection(0);
    // 60 MB were to be sent; what has left is bounded by the buffers on the way.
    expect(connection.framesSent).toBeLessThan(total / 2);
    const stream = await readStream(response);
    expect(stream.text.length).toBe(total * text.length + 1);
    expect(stream.isDone).toBe(true);
  });
});
