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

/** Hears of every request at its beginning and at its end. */
export type Telemetry = { begin: (route: string) => End };
type End = (facts: RequestFields, times: { startedAt: Date; endedAt: Date }) => void;

export const NO_TELEMETRY: Telemetry = { begin: () => () => {} };

/** The API's meter and tracer, or a test's. */
export type Instrumentation = { meter: Meter; tracer: Tracer };

/**
 * Metrics of every request, and a span of each completion, by OpenTelemetry's conventions for
 * generative AI (semantic-conventions-genai, all of it in development). The span hangs under the
 * one that Next opened for the request. Nothing is made before the first request: instruments made
 * before the SDK is there would stay deaf.
 */
export function createTelemetry(find: () => Instrumentation): Telemetry {
  let made: { instruments: Instruments; tracer: Tracer } | undefined;
  return {
    begin(route) {
      if (!made) {
        const { meter, tracer } = find();
        made = { instruments: createInstruments(meter), tracer };
      }
      const { instruments, tracer } = made;
      const parent = context.active();
      const where = { "http.route": route };
      instruments.activeRequests.add(1, where);
      return (facts, times) => {
        instruments.activeRequests.add(-1, where);
        instruments.requests.add(1, toRequestAttributes(facts));
        if (facts.model === undefined) return;
        measure(facts, instruments);
        trace(facts, times, { tracer, parent });
      };
    },
  };
}

function toRequestAttributes({ route, status, code }: RequestFields): Attributes {
  return {
    "http.route": route,
    "http.response.status_code": status,
    ...(code ? { "error.type": code } : {}),
  };
}

/** What every measurement of a completion says about it. */
function toCommonAttributes({ model, code, failure }: RequestFields): Attributes {
  const error = code ?? failure;
  return {
    "gen_ai.operation.name": "chat",
    "gen_ai.provider.name": "iflytek.spark",
    "gen_ai.request.model": model,
    ...(error ? { "error.type": error } : {}),
  };
}

function measure(facts: RequestFields, instruments: Instruments): void {
  const common = toCommonAttributes(facts);
  const { duration_ms = 0, first_token_ms, stream, frames = 0 } = facts;
  instruments.duration.record(duration_ms / 1000, common);
  if (stream && first_token_ms !== undefined) {
    instruments.firstChunk.record(first_token_ms / 1000, common);
  }
  instruments.frames.add(frames, { "gen_ai.request.model": facts.model });
  for (const [type, tokens] of [
    ["input", facts.prompt_tokens],
    ["output", facts.completion_tokens],
  ] as const) {
    if (tokens) instruments.tokens.record(tokens, { ...common, "gen_ai.token.type": type });
  }
}

function trace(
  facts: RequestFields,
  { startedAt, endedAt }: { startedAt: Date; endedAt: Date },
  { tracer, parent }: { tracer: Tracer; parent: Context },
): void {
  const span = tracer.startSpan(
    `chat ${facts.model}`,
    {
      kind: SpanKind.CLIENT,
      startTime: startedAt,
      attributes: { ...toCommonAttributes(facts), ...toSpanAttributes(facts) },
    },
    parent,
  );
  if (facts.ended === "failed") span.setStatus({ code: SpanStatusCode.ERROR });
  span.end(endedAt);
}

function toSpanAttributes(facts: RequestFields): Attributes {
  return {
    "gen_ai.response.finish_reasons": facts.finish_reason?.split(","),
    "gen_ai.usage.input_tokens": facts.prompt_tokens,
    "gen_ai.usage.output_tokens": facts.completion_tokens,
    "gen_ai.request.stream": facts.stream,
    "http.response.status_code": facts.status,
    "spark.sid": facts.sid,
    "spark.code": facts.spark_code,
    "spark.frames": facts.frames,
    "spark_gateway.request_id": facts.request_id,
    "spark_gateway.ended": facts.ended,
    "spark_gateway.first_token_ms": facts.first_token_ms,
  };
}
