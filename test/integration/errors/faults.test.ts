import { describe, expect, it } from "vitest";

import { endAfter, silence, stallAfter } from "../../simulator/scripts";
import type { Script, Stage } from "../../simulator/simulator";
import {
  closed,
  expectError,
  expectEvent,
  type Expected,
  thrice,
  unreadable,
} from "../setup/expected";
import { ASK, startGateway } from "../setup/gateway";
import { readStream } from "../setup/sse";

/** Ways to fail without a code. */
const FAULTS: [string, (texts: string[]) => Script, Expected][] = [
  ["closes with 1000", (texts) => endAfter(texts, "close"), closed()],
  ["ends without a close frame", (texts) => endAfter(texts, "cut"), closed()],
  ["resets the connection", (texts) => endAfter(texts, "reset"), closed()],
  ["sends invalid JSON", (texts) => after(texts, (stage) => stage.send("<html>")), unreadable()],
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

function after(texts: string[], act: (stage: Stage) => Promise<void>): Script {
  return async (stage) => {
    for (const [at, text] of texts.entries()) await stage.frame({ text, status: at === 0 ? 0 : 1 });
    // The connection may close before its last byte is sent.
    await act(stage).catch(() => {});
  };
}

describe.each(FAULTS)("Spark's fault: %s", (_, fault, expected) => {
  it("returns the mapped error when the fault precedes the answer, whole and streamed", async () => {
    await using gateway = await startGateway();
    for (const stream of [false, true]) {
      gateway.simulator.clear();
      gateway.simulator.play(...thrice(fault([])));
      await expectError(gateway, stream, expected);
    }
  });

  it("returns the mapped error when the fault comes mid-answer, as an event when streamed", async () => {
    await using gateway = await startGateway();
    gateway.simulator.play(fault(["半个", "答案"]), fault(["半个", "答案"]));
    await expectError(gateway, false, expected);
    await expectEvent(gateway, "半个答案", expected);
  });
});

describe("upstream timeouts", () => {
  const slow = { status: 504, type: "server_error", code: "upstream_timeout" };

  it("returns 504 when Spark never answers the handshake", async () => {
    await using gateway = await startGateway({ settings: { CONNECT_TIMEOUT_MS: "50" } });
    for (const stream of [false, true]) {
      gateway.simulator.clear();
      gateway.simulator.play({ silent: true });
      await expectError(gateway, stream, slow);
      expect(gateway.simulator.connections).toHaveLength(1);
    }
  });

  it("returns 504 when no first frame arrives", async () => {
    await using gateway = await startGateway({ settings: { FIRST_FRAME_TIMEOUT_MS: "50" } });
    gateway.simulator.play(silence, silence);
    await expectError(gateway, false, slow);
    await expectError(gateway, true, slow);
    expect(gateway.simulator.connections).toHaveLength(2);
  });

  it("returns upstream_timeout when the answer stalls, as an event when streamed", async () => {
    await using gateway = await startGateway({ settings: { IDLE_TIMEOUT_MS: "50" } });
    gateway.simulator.play(stallAfter(["半个"]), stallAfter(["半个"]));
    await expectError(gateway, false, slow);
    await expectEvent(gateway, "半个", slow);
  });
});

describe("binary frames", () => {
  it("rejects an answer with a binary frame even when all its frames arrive together", async () => {
    await using gateway = await startGateway();
    gateway.simulator.play(async (stage) => {
      const sent = [
        stage.frame({ text: "A", status: 0 }),
        stage.send(Buffer.from("{}"), { binary: true }),
        stage.frame({ text: "B", status: 2 }),
      ];
      await Promise.allSettled(sent);
    });
    await expectError(gateway, false, unreadable());
  });
});

describe("unreachable Spark", () => {
  it("returns 502 upstream_closed when the connection is refused", async () => {
    await using gateway = await startGateway({ settings: { SPARK_CHAT_URL: "ws://127.0.0.1:1" } });
    const { error } = await expectError(gateway, false, closed());
    expect(error.message).toContain("ECONNREFUSED");
    await expectError(gateway, true, closed());
  });
});

describe("empty answers", () => {
  it("returns 502 upstream_invalid for an answer without text, whole and streamed", async () => {
    await using gateway = await startGateway();
    const empty: Script = (stage) => stage.frame({ text: "", status: 2 });
    gateway.simulator.play(empty, empty);
    await expectError(gateway, false, unreadable());
    await expectError(gateway, true, unreadable());
  });

  it("sends an error event when the answer stays empty after the headers were sent", async () => {
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
