import { expect, test } from "vitest";

import { collect } from "../collect";
import { ASK } from "../integration/setup/gateway";
import { silence, stallAfter } from "../simulator/scripts";
import { startCollector } from "./collector";
import { startProduction } from "./production";
import { eventually } from "../eventually";

const TOKEN = "metrics-token";

test("GET /metrics serves Prometheus metrics only with the token", async () => {
  await using server = await startProduction({ settings: { METRICS_TOKEN: TOKEN } });
  const stream = await server.client.chat.completions.create({ ...ASK, stream: true });
  expect(await collect(stream)).not.toEqual([]);
  await server.client.chat.completions.create({ ...ASK, model: "no-such" }).catch(() => {});
  const scrape = (authorization?: string): Promise<Response> =>
    fetch(`${server.url}/metrics`, { headers: authorization ? { authorization } : {} });

  const response = await scrape(`Bearer ${TOKEN}`);
  expect(response.headers.get("content-type")).toMatch(/^text\/plain; version=0\.0\.4/);
  const lines = (await response.text()).split("\n");
  const value = (name: string, ...labels: string[]): string | undefined =>
    lines
      .find((line) => line.startsWith(`${name}{`) && labels.every((label) => line.includes(label)))
      ?.split(" ")
      .at(-1);
  expect(
    value(
      "spark_gateway_requests_total",
      'http_route="/v1/chat/completions"',
      'http_response_status_code="200"',
    ),
  ).toBe("1");
  expect(value("spark_gateway_requests_total", 'error_type="model_not_found"')).toBe("1");
  expect(value("gen_ai_client_operation_duration_count", 'gen_ai_request_model="lite"')).toBe("1");
  expect(
    Number(lines.find((line) => line.startsWith("process_memory_usage "))?.split(" ")[1]),
  ).toBeGreaterThan(1e7);

  const refused = await Promise.all([scrape(), scrape("Bearer wrong")]);
  expect(refused.map(({ status }) => status)).toEqual([401, 401]);
});

test("GET /metrics stops counting a request as active when its client disconnects", async () => {
  const settings = { METRICS_TOKEN: TOKEN, APP_CONCURRENCY: "2", LOG_LEVEL: "error" };
  await using server = await startProduction({ settings });
  const running = async (): Promise<string | undefined> => {
    const headers = { authorization: `Bearer ${TOKEN}` };
    const text = await (await fetch(`${server.url}/metrics`, { headers })).text();
    return /^spark_gateway_active_requests\{http_route="\/v1\/chat\/completions"\} (\d+)/m.exec(
      text,
    )?.[1];
  };
  server.simulator.play(stallAfter(["一"]), silence);
  const abort = new AbortController();
  const ask = (stream: boolean): Promise<unknown> =>
    fetch(`${server.url}/v1/chat/completions`, {
      method: "POST",
      body: JSON.stringify({ ...ASK, stream }),
      signal: abort.signal,
    })
      .then((response) => response.text())
      .catch(() => "left");
  const asked = [true, false, true, false].map(ask);
  await eventually(async () => expect(await running()).toBe("4"));
  abort.abort();
  expect(await Promise.all(asked)).toEqual(["left", "left", "left", "left"]);
  await eventually(async () => expect(await running()).toBe("0"));
  expect(server.simulator.openConnections).toBe(0);
  expect(server.output()).not.toContain('"level":"error"');
});

test("GET /metrics returns 404 when no token is set", async () => {
  await using server = await startProduction();
  const response = await fetch(`${server.url}/metrics`, { headers: { authorization: "Bearer x" } });
  expect(response.status).toBe(404);
  expect(await response.json()).toMatchObject({ error: { code: "not_found" } });
});

test("exports traces that continue the caller's, and metrics, to an OTLP collector", async () => {
  await using collector = await startCollector();
  await using server = await startProduction({
    settings: {
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_BSP_SCHEDULE_DELAY: "50",
      OTEL_METRIC_EXPORT_INTERVAL: "200",
      OTEL_SERVICE_NAME: "my-gateway",
    },
  });
  const traceId = "0af7651916cd43dd8448eb211c80319c";
  const response = await fetch(`${server.url}/v1/chat/completions`, {
    method: "POST",
    headers: { traceparent: `00-${traceId}-b7ad6b7169203331-01` },
    body: JSON.stringify(ASK),
  });
  expect(response.status).toBe(200);

  const trace = await collector.until("/v1/traces", (text) => text.includes('"chat lite"'));
  expect(trace).toContain(`"traceId":"${traceId}"`);
  expect(trace).toContain('"my-gateway"');
  await collector.until("/v1/metrics", (text) => text.includes("gen_ai.client.token.usage"));
});
