import { Agent, request } from "node:http";

import { WebSocket } from "ws";

/**
 * The load generator: a number of parallel callers, each sending its next request after its answer,
 * until enough answers have come. It runs in its own process and imports nothing from the
 * repository, so that Node can run it directly.
 */
export type Job = {
  /** The URL to call; `ws:` calls the upstream directly, without a bridge. */
  url: string;
  body: string;
  callers: number;
  answers: number;
  /** The callers start one after another within this time. */
  spreadMs: number;
  /** A text that only a complete stream contains; by default chat's last event. */
  ending?: string;
};

export type Load = {
  answers: number;
  elapsedMs: number;
  /** The number of answers that did not complete. */
  failures: number;
  /**
   * The number of requests that were repeated because the connection was cut before the first byte.
   */
  repeats: number;
  /** From the request to the first byte of the answer's body. */
  firstMs: Spread;
  /** From a frame leaving the upstream to the arrival of its chunk. */
  delayMs: Spread;
};

type Spread = { p50: number; p99: number };

/** Callbacks for one answer as it arrives. */
type Ear = { hear: (text: string) => void; repeat: () => void; end: (isWhole: boolean) => void };
type Ask = (body: string, ear: Ear) => void;

/**
 * With thousands of new connections at once, the system's queue overflows and the program never
 * sees some of them, so clients repeat the request.
 */
const MAX_REPEATS = 3;

process.on("message", (job: Job) => {
  void run(job).then((load) => process.send?.(load));
});
process.send?.({ port: 0 });

async function run({ url, body, callers, answers, spreadMs, ending }: Job): Promise<Load> {
  // Connections are not reused between jobs, because a server may close one just as it is reused.
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

/** All processes use the machine's clock. */
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
