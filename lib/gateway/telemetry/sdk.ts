import { metrics } from "@opentelemetry/api";
import type { SpanProcessor } from "@opentelemetry/sdk-trace-node";

/** Where measurements go; both may be on. */
type Destinations = {
  /** They are held for `GET /metrics`. */
  isScraped: boolean;
  /** How often they are sent where the variables `OTEL_EXPORTER_OTLP_…` say, traces too. */
  intervalMs: number | null;
};

type Sdk = {
  /** The text that Prometheus reads. */
  scrape?: () => Promise<string>;
  flush: () => Promise<unknown>;
};

// Next bundles the start-up hook apart from the routes: the process is all that they share.
const SDK = Symbol.for("spark-api-gateway.telemetry");
const shared: typeof globalThis & { [SDK]?: Sdk } = globalThis;

/** What has been measured, for Prometheus; undefined where nothing is held for it. */
export const scrape = async (): Promise<string | undefined> => shared[SDK]?.scrape?.();

const FLUSH_MS = 1000;
const SEND_TIMEOUT_MS = 30_000;

/** From now on what was measured is sent every second, since any may be the last. */
export function flushTelemetry(): void {
  const sdk = shared[SDK];
  if (!sdk) return;
  // A collector that cannot be reached is no reason to fail; the SDK has said so already.
  const flush = (): void => void sdk.flush().catch(() => {});
  flush();
  setInterval(flush, FLUSH_MS).unref();
}

/**
 * Starts OpenTelemetry's SDK, once per process and only where something listens: it is loaded here
 * and not before. The SDK reads its own variables (endpoints, headers, sampling, resource).
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

/** Next writes whole addresses into its spans, and a caller may have put a key or a question into one. */
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
  // The exporter is here for its reader; the route is its server.
  const reader = new PrometheusExporter({ preventServerStart: true });
  // Without time stamps, target and scope: every line is the gateway's own.
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
  // Next's own spans find their parents through the context that this keeps.
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
