import { Agent, request } from "node:http";

import { WebSocket } from "ws";

/**
 * The callers: so many at once, each asking again when it has its answer, until so many answers have
 * come. Runs as a process of its own, and imports nothing of the repository so that Node can run it
 * as it is.
 */
export type Job = {
  /** Where to ask; `ws:` asks the upstream itself, with nothing in between. */
  url: string;
  body: string;
  callers: number;
  answers: number;
  /** The callers begin one after the other within this time. */
  spreadMs: number;
  /** What stands in a stream that came to its end; by default chat's last event. */
  ending?: string;
};

export type Load = {
  answers: number;
  elapsedMs: number;
  /** How many answers did not come to their end. */
  failures: number;
  /** How many questions had to be asked again, since the connection was cut before a byte came. */
  repeats: number;
  /** From the question to the first byte of the answer's body. */
  firstMs: Spread;
  /** From when a frame left the upstream to when its chunk arrived. */
  delayMs: Spread;
};

type Spread = { p50: number; p99: number };

/** One answer, as it comes. */
type Ear = { hear: (text: string) => void; repeat: () => void; end: (isWhole: boolean) => void };
type Ask = (body: string, ear: Ear) => void;

/**
 * Where thousands come at once the system's queue of connections overflows, and the program that is
 * asked never hears of some of them: clients ask again.
 */
const MAX_REPEATS = 3;

process.on("message", (job: Job) => {
  void run(job).then((load) => process.send?.(load));
});
process.send?.({ port: 0 });

async function run({ url, body, callers, answers, spreadMs, ending }: Job): Promise<Load> {
  // Connections are not kept from one job to the next: a server may close one just as it is used.
  const agent = new Agent({ keepAlive: true, maxSockets: Infinity });
  const ask = url.startsWith("ws:") ? askUpstream(url) : askServer(url, agent, ending);
  const firsts: number[] = [];
  const delays: number[] = [];
  let failures = 0;
  let repeats = 0;
  let left = answers;

  const call = async (at: number): Promise<void> => {
    if (spreadMs > 0) await sleep((spreadMs * at) / callers);
    while (left > 0) {
      left -= 1;
      const startedAt = performance.now();
      let isFirst = true;
      await new Promise<void>((resolve) => {
        ask(body, {
          hear(text) {
            if (isFirst) firsts.push(performance.now() - startedAt);
            isFirst = false;
            note(text, delays);
          },
          repeat() {
            repeats += 1;
          },
          end(isWhole) {
            if (!isWhole) failures += 1;
            resolve();
          },
        });
      });
    }
  };

  const startedAt = performance.now();
  await Promise.all(Array.from({ length: callers }, (_, at) => call(at)));
  const elapsedMs = performance.now() - startedAt;
  agent.destroy();
  const spreads = { firstMs: toSpread(firsts), delayMs: toSpread(delays) };
  return { answers, elapsedMs, failures, repeats, ...spreads };
}

/** The clock is the machine's own, and the same in each process. */
function note(text: string, delays: number[]): void {
  if (!text.includes(':"t')) return;
  const now = process.hrtime.bigint();
  for (const [, left] of text.matchAll(/:"t(\d+);/g)) {
    delays.push(Number(now - BigInt(left ?? 0)) / 1e6);
  }
}

function askServer(url: string, agent: Agent, ending = "data: [DONE]\n\n"): Ask {
  return (body, ear) => {
    const headers = {
      "content-type": "application/json",
      "content-length": Buffer.byteLength(body),
    };
    const ask = (repeatsLeft: number): void => {
      let tail = "";
      let isHeard = false;
      let hasEnded = false;
      const asking = request(url, { method: "POST", agent, headers });
      asking.on("error", () => {
        if (isHeard || repeatsLeft === 0) return ear.end(false);
        ear.repeat();
        ask(repeatsLeft - 1);
      });
      asking.on("response", (response) => {
        isHeard = true;
        const isStream = response.headers["content-type"]?.startsWith("text/event-stream") ?? false;
        response.setEncoding("utf8").on("data", (text: string) => {
          const seen = tail + text;
          hasEnded ||= seen.includes(ending);
          tail = seen.slice(-40);
          ear.hear(text);
        });
        response.on("end", () => {
          const isEnded = isStream ? hasEnded : tail.endsWith("}");
          ear.end(response.statusCode === 200 && isEnded);
        });
      });
      asking.end(body);
    };
    ask(MAX_REPEATS);
  };
}

function askUpstream(url: string): Ask {
  return (body, ear) => {
    const socket = new WebSocket(url, { perMessageDeflate: false });
    let isWhole = false;
    socket.on("open", () => socket.send(body));
    socket.on("message", (data: Buffer) => {
      const text = data.toString();
      ear.hear(text);
      if (!text.includes('"status":2')) return;
      isWhole = true;
      socket.close();
    });
    socket.on("error", () => {});
    socket.on("close", () => ear.end(isWhole));
  };
}

function toSpread(values: number[]): Spread {
  const sorted = Float64Array.from(values).toSorted();
  const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? NaN;
  return { p50: at(0.5), p99: at(0.99) };
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
