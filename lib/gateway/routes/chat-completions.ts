import { toByteStream } from "../../streams/byte-stream";
import { type Failure, findFailure, GatewayError } from "../../core/errors";
import { KEEP_ALIVE, SSE_HEADERS } from "../../api/openai/sse";
import { findPathVersion } from "../../spark/models";
import { fulfilsWithin, replay } from "../../streams/source";
import { toEvents } from "../../api/chat-completions/chunks";
import { toCompletion } from "../../api/chat-completions/completion";
import type { ResponseMetadata } from "../../api/chat-completions/response-metadata";
import { toWireError } from "../../api/openai/errors/error";
import { createAccumulator, type Accumulator } from "../../core/accumulator";
import { createFormatter, type Formatter } from "../../api/chat-completions/formatter";
import { type Choices, openChoices } from "../generate/choices";
import type { Deps } from "../server/deps";
import type { RequestFields } from "../telemetry/request-fields";
import { type PreparedChat, prepareChat } from "../generate/prepare";
import { toAdjustedHeaders, toSidHeader } from "./spark-headers";
import type { RequestContext } from "../http/request-context";

/**
 * One chat completion, from the request to the last byte. Throws GatewayError as long as the status
 * is open; afterwards a failure is an event of the stream.
 */
export async function chat(request: Request, visit: RequestContext, deps: Deps): Promise<Response> {
  const abort = new AbortController();
  const leave = (): void => abort.abort(new GatewayError({ kind: "caller-gone" }));
  if (request.signal.aborted) leave();
  request.signal.addEventListener("abort", leave, { once: true });

  const order = await prepareChat({ request, signal: abort.signal }, visit, deps);
  const { plan } = order.question;
  const work: Work = {
    order,
    voice: createFormatter(plan, deps.randomId),
    answer: openChoices(order, abort.signal, deps),
    signal: abort.signal,
    tally: createAccumulator(plan, order.choiceCount, () =>
      visit.record({ first_token_ms: visit.elapsed() }),
    ),
    leave,
    letGo: () => request.signal.removeEventListener("abort", leave),
    visit,
    deps,
  };
  try {
    return await (order.asked.stream ? answerInStream(work) : answerWhole(work));
  } catch (error) {
    const { sids, frames } = work.answer;
    visit.record({ app: toAppList(work.answer), sid: sids().join(","), frames: frames() });
    visit.setHeaders(toSidHeader(listSids(sids(), findFailure(error))));
    // One choice that failed takes the others with it.
    leave();
    work.letGo();
    await order.account.settle();
    throw error;
  }
}

type Work = {
  order: PreparedChat;
  answer: Choices;
  tally: Accumulator;
  voice: Formatter;
  /** Aborts when the caller leaves. */
  signal: AbortSignal;
  /** Ends every connection of the request; where they have ended, does nothing. */
  leave: () => void;
  /** It has ended, and the caller may go: the platform keeps his signal for a while, and all it reaches. */
  letGo: () => void;
  visit: RequestContext;
  deps: Deps;
};

async function answerWhole(work: Work): Promise<Response> {
  const { order, answer, tally, voice, letGo, visit, deps } = work;
  const completion = await toCompletion(answer.batches, {
    envelope: openEnvelope(order, deps),
    choiceCount: order.choiceCount,
    tally,
    voice,
  });
  letGo();
  await order.account.settle();
  const sids = answer.sids();
  visit.record(toFacts(answer, tally));
  return Response.json(completion, {
    headers: { ...toAdjustedHeaders(order), ...toSidHeader(sids) },
  });
}

async function answerInStream(work: Work): Promise<Response> {
  const { order, answer, tally, voice, signal, leave, letGo, visit, deps } = work;
  const { settings } = deps;
  const first = answer.batches.next();
  const isEarly = !(await fulfilsWithin(first, settings.streamCommitMs));
  answer.commit();
  visit.stream();
  const events = toEvents(replay(first, answer.batches), {
    envelope: openEnvelope(order, deps),
    choiceCount: order.choiceCount,
    includeUsage: order.asked.stream_options?.include_usage ?? false,
    tally,
    voice,
    isEarly,
    explain: (error) => {
      leave();
      visit.fail(error);
      const failure = findFailure(error);
      if (failure?.kind === "caller-gone") return undefined;
      const told = toWireError(failure, visit.owner);
      visit.record({ code: told.code });
      return told;
    },
  });
  const bytes = toByteStream(events, {
    heartbeat: KEEP_ALIVE,
    heartbeatMs: settings.heartbeatMs,
    signal,
    onCancel: leave,
    onEnd: () => {
      void order.account.settle();
      visit.finish(toFacts(answer, tally));
      letGo();
    },
  });
  return new Response(bytes, {
    headers: { ...SSE_HEADERS, ...toAdjustedHeaders(order), ...toSidHeader(answer.sids()) },
  });
}

function toFacts(answer: Choices, tally: Accumulator): RequestFields {
  const { prompt_tokens, completion_tokens, estimated } = tally.total();
  return {
    app: toAppList(answer),
    sid: answer.sids().join(","),
    spark_code: tally.codes().join(",") || undefined,
    frames: answer.frames(),
    prompt_tokens,
    completion_tokens,
    tokens_estimated: estimated,
    finish_reason: tally.reasons().join(",") || undefined,
  };
}

/** Those that have begun, and the one that was refused before it could begin. */
function listSids(begun: readonly string[], failure: Failure | undefined): string[] {
  const refused = failure && "sid" in failure ? (failure.sid ?? "") : "";
  return [...new Set([...begun, refused])];
}

/** Which of the server's apps were asked, when one was. */
const toAppList = (answer: Choices): string | undefined => answer.apps().join(",") || undefined;

function openEnvelope({ asked, question }: PreparedChat, deps: Deps): ResponseMetadata {
  return {
    id: `chatcmpl-${deps.randomId()}`,
    created: Math.floor(deps.now().getTime() / 1000),
    model: asked.model,
    // The version is a segment of the WebSocket's path; HTTP has none.
    version: question.service === "socket" ? findPathVersion(question.model) : undefined,
    domain: question.model.domain,
  };
}
