import type { Meter } from "@opentelemetry/api";

/** Bucket boundaries in seconds, as the conventions specify for client operations. */
const SECONDS = [
  0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92,
];
/** Bucket boundaries in tokens, from the same conventions. */
const TOKENS = [1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576];

export type Instruments = ReturnType<typeof createInstruments>;

/** Creates every metric in one place. Labels are bounded: catalogue ids and codes only. */
export function createInstruments(meter: Meter) {
  watchProcess(meter);
  return {
    requests: meter.createCounter("spark_gateway.requests", {
      description: "Requests that were answered, by route, status and error code.",
    }),
    activeRequests: meter.createUpDownCounter("spark_gateway.active_requests", {
      description: "Requests that are being answered, streams included, by route.",
    }),
    frames: meter.createCounter("spark_gateway.frames", {
      description: "Frames and events that Spark sent.",
    }),
    duration: meter.createHistogram("gen_ai.client.operation.duration", {
      description: "How long completions took, to the last byte.",
      unit: "s",
      advice: { explicitBucketBoundaries: SECONDS },
    }),
    firstChunk: meter.createHistogram("gen_ai.client.operation.time_to_first_chunk", {
      description: "How long streams took to their first content.",
      unit: "s",
      advice: { explicitBucketBoundaries: SECONDS },
    }),
    tokens: meter.createHistogram("gen_ai.client.token.usage", {
      description: "Tokens of a completion, as Spark counted them or as estimated.",
      unit: "{token}",
      advice: { explicitBucketBoundaries: TOKENS },
    }),
  };
}

function watchProcess(meter: Meter): void {
  meter
    .createObservableGauge("process.memory.usage", {
      description: "Resident memory of this process.",
      unit: "By",
    })
    .addCallback((result) => result.observe(process.memoryUsage.rss()));
  meter
    .createObservableCounter("process.cpu.time", {
      description: "CPU time that this process has used.",
      unit: "s",
    })
    .addCallback((result) => {
      const { user, system } = process.cpuUsage();
      result.observe(user / 1e6, { "cpu.mode": "user" });
      result.observe(system / 1e6, { "cpu.mode": "system" });
    });
}
