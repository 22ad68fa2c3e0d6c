import {
  type Attributes,
  type Context,
  context,
  type Meter,
  SpanKind,
  SpanStatusCode,
  type Tracer,
} from "@opentelemetry/api";

import type { RequestFields } from "./request-fields";
import { createInstruments, type Instruments } from "./instruments";

/** Observes every request at its start and its end. */
/**
 * Observes requests.
 * @param operation the operation's name, for routes that use a model
 */
export type Telemetry = { begin: (route: string, operation?: string) => End };
type End = (fields: RequestFields, times: { startedAt: Date; endedAt: Date }) => void;

export const NO_TELEMETRY: Telemetry = { begin: () => () => {} };

/** The meter and tracer of the OpenTelemetry API, or of a test. */
export type Instrumentation = { meter: Meter; tracer: Tracer };

/**
 * Records metrics for every request, and a span for each completion, by OpenTelemetry's conventions
 * for generative AI (semantic-conventions-genai, still in development). The span is a child of
 * Next's span for the request. Instruments are created at the first request, because any created
 * before the SDK starts would record nothing.
 */
export function createTelemetry(find: () => Instrumentation): Telemetry {
  let made: { instruments: Instruments; tracer: Tracer } | undefined;
  return {
    begin(route, operation) {
      if (!made) {
        const { meter, tracer } = find();
        made = { instruments: createInstruments(meter), tracer };
      }
      const { instruments, tracer } = made;
      const parent = context.active();
      const where = { "http.route": route };
      instruments.activeRequests.add(1, where);
      return (fields, times) => {
        instruments.activeRequests.add(-1, where);
        instruments.requests.add(1, toRequestAttributes(fields));
        if (fields.model === undefined || operation === undefined) return;
        const common = toCommonAttributes(fields, operation);
        measure(fields, common, instruments);
        trace(fields, times, { name: `${operation} ${fields.model}`, common, tracer, parent });
      };
    },
  };
}

/** Returns the key's name, which the operator chose, so the number of values is bounded. */
const toKey = ({ key }: RequestFields): Attributes => (key ? { "spark_gateway.key": key } : {});

function toRequestAttributes(fields: RequestFields): Attributes {
  const { route, status, code } = fields;
  return {
    ...toKey(fields),
    "http.route": route,
    "http.response.status_code": status,
    ...(code ? { "error.type": code } : {}),
  };
}

/** Returns the attributes that every measurement of a completion shares. */
function toCommonAttributes(fields: RequestFields, operation: string): Attributes {
  const { model, code, failure } = fields;
  const error = code ?? failure;
  return {
    ...toKey(fields),
    "gen_ai.operation.name": operation,
    "gen_ai.provider.name": "iflytek.spark",
    "gen_ai.request.model": model,
    ...(error ? { "error.type": error } : {}),
  };
}

function measure(fields: RequestFields, common: Attributes, instruments: Instruments): void {
  const { duration_ms = 0, first_token_ms, stream, frames = 0 } = fields;
  instruments.duration.record(duration_ms / 1000, common);
  if (stream && first_token_ms !== undefined) {
    instruments.firstChunk.record(first_token_ms / 1000, common);
  }
  instruments.frames.add(frames, { "gen_ai.request.model": fields.model });
  for (const [type, tokens] of [
    ["input", fields.prompt_tokens],
    ["output", fields.completion_tokens],
  ] as const) {
    if (tokens) instruments.tokens.record(tokens, { ...common, "gen_ai.token.type": type });
  }
}

type Tracing = { name: string; common: Attributes; tracer: Tracer; parent: Context };

function trace(
  fields: RequestFields,
  { startedAt, endedAt }: { startedAt: Date; endedAt: Date },
  { name, common, tracer, parent }: Tracing,
): void {
  const span = tracer.startSpan(
    name,
    {
      kind: SpanKind.CLIENT,
      startTime: startedAt,
      attributes: { ...common, ...toSpanAttributes(fields) },
    },
    parent,
  );
  if (fields.ended === "failed") span.setStatus({ code: SpanStatusCode.ERROR });
  span.end(endedAt);
}

function toSpanAttributes(fields: RequestFields): Attributes {
  return {
    "gen_ai.response.finish_reasons": fields.finish_reason?.split(","),
    "gen_ai.usage.input_tokens": fields.prompt_tokens,
    "gen_ai.usage.output_tokens": fields.completion_tokens,
    "gen_ai.request.stream": fields.stream,
    "http.response.status_code": fields.status,
    "spark.sid": fields.sid,
    "spark.code": fields.spark_code,
    "spark.frames": fields.frames,
    "spark_gateway.request_id": fields.request_id,
    "spark_gateway.ended": fields.ended,
    "spark_gateway.first_token_ms": fields.first_token_ms,
  };
}
