import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from "@opentelemetry/sdk-metrics";
import {
  InMemorySpanExporter,
  NodeTracerProvider,
  SimpleSpanProcessor,
} from "@opentelemetry/sdk-trace-node";
import { expect, test } from "vitest";

import { createTelemetry } from "@/lib/gateway/telemetry/telemetry";

import { ASK, startGateway } from "../../../integration/setup/gateway";

/** Records telemetry in memory. */
function listen() {
  const spans = new InMemorySpanExporter();
  const tracing = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spans)] });
  const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const provider = new MeterProvider({
    readers: [new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 1e8 })],
  });
  const telemetry = createTelemetry(() => ({
    meter: provider.getMeter("test"),
    tracer: tracing.getTracer("test"),
  }));
  const measured = async () => {
    await provider.forceFlush();
    const metricsByName = exporter.getMetrics().at(-1)?.scopeMetrics[0]?.metrics ?? [];
    return (name: string) =>
      metricsByName.find(({ descriptor }) => descriptor.name === name)?.dataPoints ?? [];
  };
  return { telemetry, spans: () => spans.getFinishedSpans(), measured };
}

test("createTelemetry records a streamed completion as a span of the GenAI conventions", async () => {
  const { telemetry, spans } = listen();
  await using gateway = await startGateway({ deps: { telemetry } });
  const response = await gateway.post({ ...ASK, stream: true });
  await response.text();

  const [span] = spans();
  expect(span?.name).toBe("chat lite");
  expect(span?.attributes).toMatchObject({
    "gen_ai.operation.name": "chat",
    "gen_ai.provider.name": "iflytek.spark",
    "gen_ai.request.model": "lite",
    "gen_ai.request.stream": true,
    "gen_ai.response.finish_reasons": ["stop"],
    "http.response.status_code": 200,
    "spark_gateway.ended": "complete",
    "spark_gateway.request_id": response.headers.get("x-request-id"),
    "spark.sid": response.headers.get("x-spark-sid"),
  });
  expect(span?.attributes["gen_ai.usage.output_tokens"]).toBeGreaterThan(0);
  expect(span?.attributes["spark.frames"]).toBeGreaterThan(1);
});

test("createTelemetry measures durations, tokens, frames and active requests", async () => {
  const { telemetry, measured } = listen();
  await using gateway = await startGateway({ deps: { telemetry } });
  await gateway.post(ASK);
  const stream = await gateway.post({ ...ASK, stream: true });

  const during = await measured();
  expect(during("spark_gateway.active_requests")).toMatchObject([
    { attributes: { "http.route": "/v1/chat/completions" }, value: 1 },
  ]);
  await stream.text();
  await gateway.fetch("/v1/models");

  const after = await measured();
  expect(after("spark_gateway.active_requests")).toMatchObject([
    { attributes: { "http.route": "/v1/chat/completions" }, value: 0 },
    { attributes: { "http.route": "/v1/models" }, value: 0 },
  ]);
  const common = {
    "gen_ai.operation.name": "chat",
    "gen_ai.provider.name": "iflytek.spark",
    "gen_ai.request.model": "lite",
  };
  expect(after("gen_ai.client.operation.duration")).toMatchObject([
    { attributes: common, value: { count: 2 } },
  ]);
  // An answer without streaming has no first chunk.
  expect(after("gen_ai.client.operation.time_to_first_chunk")).toMatchObject([
    { attributes: common, value: { count: 1 } },
  ]);
  expect(after("gen_ai.client.token.usage")).toMatchObject([
    { attributes: { ...common, "gen_ai.token.type": "input" }, value: { count: 2 } },
    { attributes: { ...common, "gen_ai.token.type": "output" }, value: { count: 2 } },
  ]);
  expect(after("spark_gateway.frames")[0]?.value).toBeGreaterThan(2);
  expect(
    after("spark_gateway.requests").map(({ attributes, value }) => [attributes, value]),
  ).toEqual([
    [{ "http.route": "/v1/chat/completions", "http.response.status_code": 200 }, 2],
    [{ "http.route": "/v1/models", "http.response.status_code": 200 }, 1],
  ]);
});

test("createTelemetry records both error codes of a rejection, and no unknown path", async () => {
  const { telemetry, spans, measured } = listen();
  await using gateway = await startGateway({ deps: { telemetry } });
  await gateway.post({ ...ASK, messages: [{ role: "user", content: "/simulate 10013" }] });
  await gateway.fetch("/v1/a-secret-path", { method: "POST" });

  const [span, ...others] = spans();
  expect(others).toEqual([]);
  expect(span?.attributes).toMatchObject({
    "error.type": "content_filter",
    "spark.code": 10013,
    "spark_gateway.ended": "failed",
  });
  const requests = (await measured())("spark_gateway.requests");
  expect(requests.map(({ attributes }) => attributes["http.route"])).toEqual([
    "/v1/chat/completions",
    "other",
  ]);
});

test("createTelemetry counts a mid-stream error by its code although the status was 200", async () => {
  const { telemetry, measured } = listen();
  await using gateway = await startGateway({ deps: { telemetry } });
  const messages = [{ role: "user", content: "/simulate late 10012" }];
  await (await gateway.post({ ...ASK, messages, stream: true })).text();

  const requests = (await measured())("spark_gateway.requests");
  expect(requests.map(({ attributes }) => attributes)).toEqual([
    {
      "http.route": "/v1/chat/completions",
      "http.response.status_code": 200,
      "error.type": "upstream_unavailable",
    },
  ]);
});

test("createTelemetry never records prompts or answers", async () => {
  const { telemetry, spans, measured } = listen();
  await using gateway = await startGateway({ deps: { telemetry } });
  const secret = "a-prompt-nobody-may-see";
  const response = await gateway.post({
    model: "lite",
    user: secret,
    messages: [{ role: "user", content: secret }],
  });
  const { choices } = await response.json();

  const told = JSON.stringify([
    spans().map(({ attributes, name }) => [name, attributes]),
    (await measured())("spark_gateway.requests"),
    gateway.log,
  ]);
  expect(told).not.toContain(secret);
  expect(told).not.toContain(choices[0].message.content);
});
