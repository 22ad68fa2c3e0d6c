import { metrics } from "@opentelemetry/api";
import type { SpanProcessor } from "@opentelemetry/sdk-trace-node";

/** Where measurements go; both may be enabled. */
type Destinations = {
  /** Measurements are held for `GET /metrics`. */
  isScraped: boolean;
  /**
   * The interval for sending metrics to the endpoint in the `OTEL_EXPORTER_OTLP_…` variables;
   * traces go there too. Null to send nothing.
   */
  intervalMs: number | null;
};

type Sdk = {
  /** Returns the metrics as text for Prometheus. */
  scrape?: () => Promise<string>;
  flush: () => Promise<unknown>;
};

// Next bundles the start-up hook separately from the routes, so they share only the process.
const SDK = Symbol.for("spark-api-gateway.telemetry");
const shared: typeof globalThis & { [SDK]?: Sdk } = globalThis;

/** Returns the metrics for Prometheus; undefined if they are not collected for it. */
export const scrape = async (): Promise<string | undefined> => shared[SDK]?.scrape?.();

const FLUSH_MS = 1000;
const SEND_TIMEOUT_MS = 30_000;

/** From now on, sends measurements every second, because the process may end at any time. */
export function flushTelemetry(): void {
  const sdk = shared[SDK];
  if (!sdk) return;
  // An unreachable collector must not cause a failure; the SDK has already reported it.
  const flush = (): void => void sdk.flush().catch(() => {});
  flush();
  setInterval(flush, FLUSH_MS).unref();
}

/**
 * Starts OpenTelemetry's SDK, once per process. The SDK is loaded only here, and only if telemetry
 * is enabled. It reads its own variables (endpoints, headers, sampling, resource).
 */
export async function startSdk({ isScraped, intervalMs }: Destinations): Promise<void> {
  const [{ MeterProvider }, resource] = await Promise.all([
    import("@opentelemetry/sdk-metrics"),
    readResource(),
  ]);
  const scraping = isScraped ? await openScraping() : undefined;
  const sending = intervalMs !== null ? await openSending(resource, intervalMs) : undefined;
  const readers = [scraping?.reader, sending?.reader].filter((reader) => reader !== undefined);
  const provider = new MeterProvider({ resource, readers });
  metrics.setGlobalMeterProvider(provider);
  shared[SDK] = {
    ...(scraping ? { scrape: scraping.scrape } : {}),
    flush: () => Promise.all([provider.forceFlush(), sending?.flush()]),
  };
}

type Resource = Awaited<ReturnType<typeof readResource>>;

type Processor = Pick<SpanProcessor, keyof SpanProcessor>;

/** Removes queries from the URLs in Next's spans, since they may contain a key or a prompt. */
function withoutQueries(processor: SpanProcessor): Processor {
  return {
    onStart: (span, parent) => processor.onStart(span, parent),
    onEnd(span) {
      const { attributes } = span;
      for (const [name, value] of Object.entries(attributes)) {
        if (typeof value === "string" && ADDRESSES.has(name)) attributes[name] = cutQuery(value);
      }
      processor.onEnd(span);
    },
    forceFlush: () => processor.forceFlush(),
    shutdown: () => processor.shutdown(),
  };
}

const ADDRESSES: ReadonlySet<string> = new Set([
  "http.target",
  "http.url",
  "next.span_name",
  "url.full",
  "url.path",
  "url.query",
]);

const cutQuery = (address: string): string => address.replace(/[?#].*$/s, "");

async function readResource() {
  const { defaultResource, detectResources, envDetector, resourceFromAttributes } =
    await import("@opentelemetry/resources");
  return defaultResource()
    .merge(resourceFromAttributes({ "service.name": "spark-api-gateway" }))
    .merge(detectResources({ detectors: [envDetector] }));
}

async function openScraping() {
  const { PrometheusExporter, PrometheusSerializer } =
    await import("@opentelemetry/exporter-prometheus");
  // Only the exporter's reader is used; the route is its server.
  const reader = new PrometheusExporter({ preventServerStart: true });
  // Without timestamps, target and scope, because every line is the gateway's own.
  const serializer = new PrometheusSerializer("", false, undefined, true, true);
  return {
    reader,
    scrape: async () => serializer.serialize((await reader.collect()).resourceMetrics),
  };
}

async function openSending(resource: Resource, intervalMs: number) {
  const [sdk, trace, { OTLPMetricExporter }, { OTLPTraceExporter }] = await Promise.all([
    import("@opentelemetry/sdk-metrics"),
    import("@opentelemetry/sdk-trace-node"),
    import("@opentelemetry/exporter-metrics-otlp-http"),
    import("@opentelemetry/exporter-trace-otlp-http"),
  ]);
  const provider = new trace.NodeTracerProvider({
    resource,
    spanProcessors: [withoutQueries(new trace.BatchSpanProcessor(new OTLPTraceExporter()))],
  });
  // Registers the context manager, through which Next's own spans find their parents.
  provider.register();
  return {
    reader: new sdk.PeriodicExportingMetricReader({
      exporter: new OTLPMetricExporter(),
      exportIntervalMillis: intervalMs,
      exportTimeoutMillis: Math.min(intervalMs, SEND_TIMEOUT_MS),
    }),
    flush: () => provider.forceFlush(),
  };
}
