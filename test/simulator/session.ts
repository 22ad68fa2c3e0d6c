import type { Socket } from "node:net";
import type { RawData, WebSocket } from "ws";
import { answerHeard } from "./answer";
import type { SparkApp } from "./apps";
import type { Ledger } from "./connection";
import type { Endpoint } from "./endpoints";
import { explainAbsence, findFault } from "./faults";
import { createSid } from "./frames";
import { bill, type Heard } from "./heard";
import { judgeRequest } from "./judge";
import type { StageScript } from "./script";
import { perform } from "./scripts";
import { CLOSE_REASON, createStage } from "./stage";
import type { World } from "./world";

type Session = {
  readonly socket: WebSocket;
  readonly tcp: Socket;
  readonly ledger: Ledger;
  readonly app: SparkApp;
  readonly endpoint: Endpoint;
  readonly queued: StageScript | undefined;
  readonly world: World;
};

/** Runs one WebSocket: one request, one answer, then the end. */
export function startSession(session: Session): void {
  const { socket, ledger, world } = session;
  ledger.accept();
  const closeQuietly = () => socket.close(1000, CLOSE_REASON);
  const idle = setTimeout(closeQuietly, world.requestTimeoutMs);
  // If a client breaks the WebSocket protocol, ws sends the close frame.
  socket.on("error", () => {});
  socket.once("close", (code) => {
    clearTimeout(idle);
    ledger.end(code);
  });
  socket.once("message", (data, binary) => {
    clearTimeout(idle);
    // Spark's chat sockets serve one question; a second one ends them (unverified: choice).
    socket.once("message", closeQuietly);
    void serve(session, data, binary);
  });
}

async function serve(session: Session, data: RawData, binary: boolean): Promise<void> {
  const { tcp, socket, ledger, endpoint, world } = session;
  const verdict = await judgeRequest(binary ? null : data.toString(), session);
  const heard = "heard" in verdict ? verdict.heard : null;
  // Released once the answer has ended or the client has disconnected.
  const release = () => verdict.release?.();
  ledger.onceGone(release);
  const stage = createStage({
    socket,
    tcp,
    ledger,
    kind: endpoint.kind,
    sid: createSid("cht"),
    bill: (text) => bill(heard, text),
    world,
    onEnd: release,
  });
  const script =
    "error" in verdict
      ? perform({ texts: [], error: verdict.error })
      : chooseScript(session, verdict.heard);
  try {
    await script(stage);
  } catch (error) {
    // A disconnect ends the script with an error; any other error is a bug in the script and must
    // surface.
    const isHere = !ledger.gone.aborted && !tcp.destroyed && socket.readyState === socket.OPEN;
    if (isHere) throw error;
  }
}

function chooseScript({ queued, app, world }: Session, heard: Heard): StageScript {
  if (queued) return queued;
  const fault = findFault(heard.question);
  switch (fault?.kind) {
    case undefined:
      return perform(answerHeard(heard));
    case "plan":
      return perform(fault.plan(heard));
    case "script":
      return fault.socket ?? perform(explainAbsence(fault.name));
    case "handshake":
      // This handshake is over, so the fault can only affect the next ones. Break off before any
      // frame, so that the client may retry, and make handshakes fail for a while.
      return (stage) => {
        const until = world.now() + ARMED_MS;
        const script = fault.script(world.now());
        world.armed.set(app.apiKey, { script, left: fault.times, until });
        stage.cut();
      };
  }
}

const ARMED_MS = 5000;
