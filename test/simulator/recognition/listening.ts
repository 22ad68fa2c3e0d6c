import { decodeMp3 } from "../audio-codec/mp3";
import { type AudioSession, play } from "../audio-session";
import type { SparkApp } from "../apps";
import type { Stage } from "../script";
import type { SparkError } from "../spark-request";
import { arm } from "../speech/perform";
import { findEarFault } from "./faults";
import { createListener } from "./hear";
import { createPace } from "./pace";
import type { Dialect, Opening, Received, Spoken } from "./protocol";
import { createResults } from "./results";

const MAX_SECONDS = 60;
const IDLE_MS = 10_000;

type Ear = {
  readonly opening: Opening;
  readonly listener: ReturnType<typeof createListener>;
  readonly results: ReturnType<typeof createResults>;
  /** MP3 as it arrived; it is decoded at the end. */
  readonly coded: Buffer[];
  seconds: number;
  rest: Buffer;
};

/**
 * Opens one session of either service, which receives audio until the client or a long silence ends
 * it.
 */
export function openListening(session: AudioSession, stage: Stage, dialect: Dialect) {
  const { ledger, world, app } = session;
  let ear: Ear | undefined;
  let isOver = false;
  /** True to send nothing more, whatever arrives. */
  let isMute = false;
  const pace = createPace(world);
  const idle = watchIdle(
    session,
    () => void end(fail({ code: 10_200, detail: "read data timeout" })),
  );

  const send = (frame: object): Promise<void> => stage.send(JSON.stringify(frame));
  const fail = (error: SparkError): Promise<void> => send(dialect.error(error));
  const end = async (work: Promise<void>): Promise<void> => {
    isOver = true;
    idle.stop();
    await work;
  };

  const say = async (spoken: readonly Spoken[]): Promise<void> => {
    for (const one of spoken) {
      if (isOver || !ear) return;
      const fault = findEarFault(one);
      if (fault) {
        isMute = true;
        const faulty = {
          stage,
          fail,
          send,
          dialect,
          results: ear.results,
          arm: (name: string) => arm(name, session, stage),
        };
        return end(Promise.resolve(fault(faulty)));
      }
      await stage.wait(stage.paceMs);
      for (const result of ear.results.of(pace.spoil(one))) await send(dialect.result(result, 1));
    }
  };
  const finish = async (): Promise<void> => {
    if (!ear) return;
    if (ear.coded.length > 0) await say(await listenToMp3(ear));
    else await say(ear.listener.end());
    if (!isOver) await end(send(dialect.result(ear.results.last(), 2)));
  };

  const begin = async (opening: Opening): Promise<boolean> => {
    const refusal = findRefusal(app);
    const admission = refusal ? { error: refusal } : world.quotas.admit(app, undefined);
    if ("error" in admission) {
      await end(fail(toLicence(admission.error)));
      return false;
    }
    ledger.onceGone(admission.release);
    if (session.queued) {
      await end(Promise.resolve(session.queued(stage)));
      return false;
    }
    ear = toEar(opening);
    for (const frame of dialect.greeting()) await send(frame);
    return true;
  };

  const take = async (received: Received): Promise<void> => {
    if ("error" in received) return end(fail(received.error));
    const { opening, audio, status } = received;
    if (opening && !(await begin(opening))) return;
    if (!ear) return;
    if (ear.opening.encoding === "raw") {
      const samples = toSamples(ear, audio);
      ear.seconds += samples.length / ear.opening.rate;
      pace.note(ear.seconds);
      if (isCompressed(ear, audio)) return end(fail(UNDECODABLE));
      await say(ear.listener.feed(samples));
    } else {
      ear.coded.push(audio);
    }
    if (isOver) return;
    if (ear.seconds > MAX_SECONDS) return end(fail(dialect.tooLong));
    if (status === 2 || ear.listener.silentMs() >= ear.opening.silenceMs) {
      return finish().catch(() => end(fail(UNDECODABLE)));
    }
  };

  // Frames are processed in order, however long each of them takes.
  let queue = Promise.resolve();
  return (message: string | null): void => {
    queue = queue.then(() =>
      play(session, async () => {
        // The engine has stopped, but the client has not noticed yet.
        if (isMute) return;
        if (isOver) return fail({ code: 10_101, detail: "engine inactive" });
        idle.note();
        await take(dialect.read(message));
      }),
    );
  };
}

const UNDECODABLE: SparkError = { code: 10_043, detail: "Syscall AudioCodingDecode error" };

const toEar = (opening: Opening): Ear => ({
  opening,
  listener: createListener(opening.rate),
  results: createResults(opening),
  coded: [],
  seconds: 0,
  rest: Buffer.alloc(0),
});

/** Keeps half a sample until its other half arrives. */
function toSamples(ear: Ear, audio: Buffer): Int16Array {
  const all = Buffer.concat([ear.rest, audio]);
  const even = all.length & ~1;
  ear.rest = all.subarray(even);
  return new Int16Array(new Uint8Array(all.subarray(0, even)).buffer);
}

/** Returns whether a file's header is where samples should be. */
function isCompressed({ seconds, opening }: Ear, audio: Buffer): boolean {
  const isStart = Math.round(seconds * opening.rate * 2) <= audio.length;
  const mark = audio.subarray(0, 4).toString("latin1");
  return (
    isStart &&
    (mark.startsWith("ID3") ||
      mark.startsWith("\xFF\xF3") ||
      mark.startsWith("\xFF\xFB") ||
      mark === "RIFF")
  );
}

async function listenToMp3(ear: Ear): Promise<Spoken[]> {
  const { samples, rate } = await decodeMp3(Buffer.concat(ear.coded));
  if (rate !== ear.opening.rate) throw new Error(`the MP3 has ${rate} Hz`);
  ear.seconds = samples.length / rate;
  if (ear.seconds > MAX_SECONDS) throw new Error("too long");
  return [...ear.listener.feed(samples), ...ear.listener.end()];
}

/** Returns the error for a missing grant or an exhausted quota. */
function findRefusal(app: SparkApp): SparkError | null {
  if (app.grants && !app.grants.includes("recognition"))
    return { code: 11_200, detail: "licc failed" };
  if (app.exhausted || app.spent) return { code: 11_201, detail: "licc failed" };
  return null;
}

/** Too many concurrent sessions are reported as a missing licence. */
const toLicence = ({ code, detail }: SparkError): SparkError =>
  code === 11_203 ? { code: 10_010, detail: "service license not enough" } : { code, detail };

/** Calls back when nothing has arrived for ten seconds. */
function watchIdle({ world, ledger }: AudioSession, onIdle: () => void) {
  let lastAt = world.now();
  let isStopped = false;
  const watch = async (): Promise<void> => {
    for (;;) {
      const left = lastAt + IDLE_MS - world.now();
      if (isStopped) return;
      if (left <= 0) return onIdle();
      await world.wait(left, ledger.gone);
    }
  };
  watch().catch(() => {});
  return {
    note: () => void (lastAt = world.now()),
    stop: () => void (isStopped = true),
  };
}
