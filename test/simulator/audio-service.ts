import type { RawData } from "ws";
import type { AudioService, AudioSession } from "./audio-session";
import { createSid } from "./frames";
import { IAT } from "./recognition/iat";
import { SLM } from "./recognition/slm";
import { ORAL } from "./speech/oral";
import { TTS } from "./speech/tts";
import { createStage } from "./stage";

const SERVICES: Readonly<Record<string, AudioService>> = {
  "/v2/tts": TTS,
  "/v1/private/mcd9m97e6": ORAL,
  "/v1": SLM,
  "/v2/iat": IAT,
};

/** These believe the host of the query, whatever the Host header says. */
export function findAudioService(path: string): AudioService | undefined {
  return Object.hasOwn(SERVICES, path) ? SERVICES[path] : undefined;
}

/** Once accepted, a session ends when its client goes or a script ends it. */
export function startAudioSession(session: AudioSession, service: AudioService): void {
  const { socket, tcp, ledger, world } = session;
  ledger.accept();
  const stage = createStage({
    socket,
    tcp,
    ledger,
    kind: "chat",
    sid: createSid(service.sidPrefix),
    bill: () => ({ question_tokens: 0, prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 }),
    world,
    onEnd: () => {},
  });
  const hear = service.open(session, stage);
  // A client that breaks the WebSocket protocol gets its close frame from ws.
  socket.on("error", () => {});
  socket.once("close", (code) => ledger.end(code));
  socket.on("message", (data: RawData, isBinary) => hear(isBinary ? null : data.toString()));
}
