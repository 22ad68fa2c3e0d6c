import type { Accumulator } from "../../core/accumulator";
import { type Failure, findFailure, GatewayError } from "../../core/errors";
import type { ErrorDialect } from "../../core/wire-failure";
import type { Writer } from "../../core/writer";
import { SSE_HEADERS } from "../../api/common/sse";
import { createByteStream } from "../../streams/byte-stream";
import { fulfilsWithin, replay } from "../../streams/source";
import type { Settings } from "../config/settings";
import { type Answer, toJsonAnswer } from "../http/answer";
import type { RequestContext } from "../http/request-context";
import type { RequestFields } from "../telemetry/request-fields";
import { type Choices, type ChoicesDependencies, openChoices } from "./choices";
import type { PreparedGeneration } from "./prepare";
import { toAdjustedHeaders, toSidHeader } from "./spark-headers";

/** How one answer is written. */
export type Output<ErrorBody extends object> = {
  stream: boolean;
  writer: Writer<ErrorBody>;
  accumulator: Accumulator;
  errors: ErrorDialect<ErrorBody>;
};

export type RunDependencies = ChoicesDependencies & {
  settings: Pick<Settings, "streamCommitMs" | "heartbeatMs" | "timeouts">;
};

/**
 * Runs a prepared generation and returns its answer, for every generating route. Throws while the
 * status is still open; later failures become events of the stream.
 */
export async function runGeneration<ErrorBody extends object>(
  prepared: PreparedGeneration,
  output: Output<ErrorBody>,
  { context, dependencies }: { context: RequestContext; dependencies: RunDependencies },
): Promise<Answer> {
  const choices = openChoices(prepared, context.signal, dependencies);
  const run = { prepared, output, choices, context };
  try {
    return await (output.stream ? answerInStream(run, dependencies) : answerWhole(run));
  } catch (error) {
    context.record({
      app: toAppList(choices),
      sid: choices.sids().join(","),
      frames: choices.frames(),
    });
    context.setHeaders(toSidHeader(listSids(choices.sids(), findFailure(error))));
    // If one choice fails, the others are aborted too.
    context.abort();
    context.detach();
    await prepared.account.settle();
    throw error;
  }
}

type Run<ErrorBody extends object> = {
  prepared: PreparedGeneration;
  output: Output<ErrorBody>;
  choices: Choices;
  context: RequestContext;
};

async function answerWhole<ErrorBody extends object>(run: Run<ErrorBody>): Promise<Answer> {
  const { prepared, output, choices, context } = run;
  const whole = await output.writer.whole(choices.batches);
  context.detach();
  await prepared.account.settle();
  context.record(toFields(run));
  return toJsonAnswer(whole, {
    headers: { ...toAdjustedHeaders(prepared), ...toSidHeader(choices.sids()) },
  });
}

async function answerInStream<ErrorBody extends object>(
  run: Run<ErrorBody>,
  { settings }: RunDependencies,
): Promise<Answer> {
  const { prepared, output, choices, context } = run;
  const { writer, errors } = output;
  const first = choices.batches.next();
  const isEarly = !(await fulfilsWithin(first, settings.streamCommitMs));
  choices.commit();
  context.startStream();
  const explain = (error: unknown): ErrorBody | undefined => {
    context.abort();
    context.fail(error);
    const failure = findFailure(error);
    if (failure?.kind === "caller-gone") return undefined;
    const { body, code } = errors(failure, context.id);
    context.record({ code });
    return body;
  };
  const events = writer.events(replay(first, choices.batches), { isEarly, explain });
  const body = createByteStream(events, {
    heartbeat: writer.heartbeat,
    heartbeatMs: settings.heartbeatMs,
    stallMs: settings.timeouts.idleTimeoutMs,
    signal: context.signal,
    onCancel: () => {
      context.fail(new GatewayError({ kind: "caller-gone" }));
      context.abort();
    },
    onEnd: () => {
      context.finish(toFields(run));
      return prepared.account.settle();
    },
  });
  return {
    status: 200,
    body,
    headers: { ...SSE_HEADERS, ...toAdjustedHeaders(prepared), ...toSidHeader(choices.sids()) },
  };
}

function toFields<ErrorBody extends object>(run: Run<ErrorBody>): RequestFields {
  const { choices, output } = run;
  const { accumulator } = output;
  const { promptTokens, completionTokens, isEstimated } = accumulator.total();
  return {
    app: toAppList(choices),
    sid: choices.sids().join(","),
    spark_code: accumulator.codes().join(",") || undefined,
    frames: choices.frames(),
    prompt_tokens: promptTokens,
    completion_tokens: completionTokens,
    tokens_estimated: isEstimated,
    finish_reason: accumulator.reasons().join(",") || undefined,
  };
}

/** Lists the sessions that have started, and the one that was rejected before it could start. */
function listSids(begun: readonly string[], failure: Failure | undefined): string[] {
  const refused = failure && "sid" in failure ? (failure.sid ?? "") : "";
  return [...new Set([...begun, refused])];
}

/** Returns the labels of the server's apps that were tried, if any. */
const toAppList = (choices: Choices): string | undefined => choices.apps().join(",") || undefined;
