import { findFault } from "../faults";
import type { Stage } from "../script";
import type { SparkError } from "../spark-request";
import { SPEECH_CODES } from "../speech/codes";
import type { Dialect, Spoken } from "./protocol";
import type { createResults } from "./results";

/** The parts of a session that a fault can use. */
type EarStage = {
  readonly stage: Stage;
  readonly fail: (error: SparkError) => Promise<void>;
  readonly send: (frame: object) => Promise<void>;
  readonly dialect: Dialect;
  readonly results: ReturnType<typeof createResults>;
  /** Makes the app's next handshakes fail with this fault. */
  readonly arm: (name: string) => void;
};

type EarFault = (faulty: EarStage) => Promise<void> | void;

/** Requested by a stretch of speech that contains nothing else. */
const COMMAND = /^\/simulate (?<name>[^\n]*?)\s*$/u;

/** Finds the fault that a spoken text requests. */
export function findEarFault({ words }: Spoken): EarFault | undefined {
  const name = COMMAND.exec(words.map(({ text }) => text).join(""))?.groups?.["name"];
  if (name === undefined) return undefined;
  if (/^\d{5,6}$/u.test(name)) return ({ fail }) => fail(toError(Number(name)));
  if (findFault(`/simulate ${name}`)?.kind === "handshake") return ({ arm }) => arm(name);
  return FAULTS[name] ?? (({ fail }) => fail(toHelp(name)));
}

const FAULTS: Readonly<Record<string, EarFault>> = {
  silent: () => {},
  cut: ({ stage }) => stage.cut(),
  reset: ({ stage }) => stage.reset(),
  close: ({ stage }) => stage.close(),
  garbage: ({ stage }) => stage.send("讯飞星火 says something"),
  binary: ({ stage }) => stage.send(Buffer.from([1, 2, 3]), { binary: true }),
  "other-shape": ({ stage }) => stage.send('{"answer":42}'),
  "bad-result": ({ send, dialect, results }) =>
    send({
      ...dialect.result(results.last(), 1),
      data: { status: 1, result: 42 },
      payload: { result: { status: 1, text: "%%%%" } },
    }),
  // An error without a header, as the newer service sometimes sends.
  "bare-error": ({ send, stage }) =>
    send({ code: 10_222, message: "context deadline exceeded", sid: stage.sid }),
  // The session ends as if after a long silence.
  "end-early": ({ send, dialect, results }) => send(dialect.result(results.last(), 2)),
};

function toError(code: number): SparkError {
  return SPEECH_CODES.find((one) => one.code === code) ?? { code, detail: "simulated" };
}

function toHelp(name: string): SparkError {
  const known = Object.keys(FAULTS).join(", ");
  return {
    code: 10_007,
    detail: `no fault ${name}; there are codes, handshake faults and ${known}`,
  };
}
