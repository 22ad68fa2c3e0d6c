import { describe, expect, it } from "vitest";

import { answer } from "../../simulator/scripts";
import { ASK, startGateway } from "../setup/gateway";
import { readStream } from "../setup/sse";

const ONE_PLACE = { APP_CONCURRENCY: "1", QUEUE_TIMEOUT_MS: "5000" };

describe("an answer that nobody reads", () => {
  it("gives its place at the app back at its last frame", async () => {
    await using gateway = await startGateway({ settings: ONE_PLACE });
    const pieces = Array.from({ length: 3000 }, () => "字".repeat(20));
    gateway.simulator.play(answer(pieces), answer(["别人"]));
    const unread = await gateway.post({ ...ASK, stream: true });
    const other = await gateway.post(ASK);
    expect(other.status).toBe(200);
    // A reader that comes late after all misses nothing.
    const stream = await readStream(unread);
    expect(stream.text).toBe(pieces.join(""));
    expect(stream.isDone).toBe(true);
  });
});
