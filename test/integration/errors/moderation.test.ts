import { describe, expect, it } from "vitest";

import { answerThenError, failAfter, refuseWith } from "../../simulator/scripts";
import { expectError, invalid } from "../setup/expected";
import { ASK, startGateway } from "../setup/gateway";
import { readStream } from "../setup/sse";

describe("output moderation (10014)", () => {
  it("returns 400 content_filter when 10014 precedes any text, whole and streamed", async () => {
    await using gateway = await startGateway();
    gateway.simulator.play(refuseWith(10_014, "m"), refuseWith(10_014, "m"));
    await expectError(gateway, false, invalid("content_filter"));
    await expectError(gateway, true, invalid("content_filter"));
  });

  it("keeps the text and finishes with content_filter when 10014 follows text", async () => {
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

describe("suspected content (10019)", () => {
  it("keeps the answer and logs 10019 when it comes before the last frame", async () => {
    await using gateway = await startGateway();
    gateway.simulator.play(failAfter(["完整"], 10_019, "s"), failAfter(["完整"], 10_019, "s"));
    const whole = await (await gateway.post(ASK)).json();
    expect(whole.choices[0]).toMatchObject({ message: { content: "完整" }, finish_reason: "stop" });
    const stream = await readStream(await gateway.post({ ...ASK, stream: true }));
    expect(stream).toMatchObject({ text: "完整", finishReasons: ["stop"], isDone: true });
    expect(gateway.log).toContainEqual(expect.objectContaining({ spark_code: "10019" }));
  });

  it("keeps the answer and logs a late frame when 10019 comes after the last frame", async () => {
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
