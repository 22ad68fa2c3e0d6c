import { setImmediate as turn } from "node:timers/promises";

import { describe, expect, it } from "vitest";

import { toResponse } from "@/lib/gateway/http/answer";
import { createRequestContext } from "@/lib/gateway/http/request-context";
import { createServiceWatch } from "@/lib/gateway/services/service-watch";
import { streamSpeech } from "@/lib/gateway/services/stream-speech";
import { streamTranscript } from "@/lib/gateway/services/stream-transcript";
import { createTranscriptBuilder } from "@/lib/gateway/services/transcript-builder";
import { NO_TELEMETRY } from "@/lib/gateway/telemetry/telemetry";

import { ASK, startGateway } from "../setup/gateway";

// A function on Vercel may be frozen as soon as its answer has ended, and a server that drains may
// exit: a debit that is still on its way to Redis would then be lost.

/** A debit that takes until `pay` is called. */
function holdDebit() {
  let ask: () => void = () => {};
  let pay: () => void = () => {};
  const asked = new Promise<void>((resolve) => (ask = resolve));
  const paid = new Promise<void>((resolve) => (pay = resolve));
  const debit = (): Promise<void> => {
    ask();
    return paid;
  };
  return { debit, asked, pay };
}

async function expectEndAfterDebit(
  response: Response,
  { asked, pay }: ReturnType<typeof holdDebit>,
): Promise<void> {
  let hasEnded = false;
  const read = response.arrayBuffer().then((bytes) => {
    hasEnded = true;
    return bytes.byteLength;
  });
  await asked;
  for (let turns = 0; turns < 10; turns += 1) await turn();
  expect(hasEnded).toBe(false);
  pay();
  expect(await read).toBeGreaterThan(0);
}

describe("a stream ends only after its debit", () => {
  it.each([
    ["/v1/chat/completions", ASK],
    ["/v1/messages", { ...ASK, max_tokens: 100 }],
    ["/v1/responses", { model: ASK.model, input: "你好" }],
  ])("%s", async (path, fields) => {
    await using gateway = await startGateway({ settings: { TOKEN_BUDGET: "100000/day" } });
    const limiter = gateway.deps.limits.tokens?.limiter;
    if (!limiter) throw new Error("tokens are not limited");
    const held = holdDebit();
    const { take } = limiter;
    limiter.take = async (...taken) => {
      const verdict = await take(...taken);
      return verdict.isTaken ? { ...verdict, giveBack: held.debit } : verdict;
    };
    const body = JSON.stringify({ ...fields, stream: true });
    const response = await gateway.fetch(path, { method: "POST", body });
    expect(response.status).toBe(200);
    await expectEndAfterDebit(response, held);
  });

  const settings = { heartbeatMs: 60_000, streamCommitMs: 60_000 };
  const fields = (): object => ({});
  const startWatch = () => {
    const held = holdDebit();
    const context = createRequestContext(
      { id: "id", route: "route", operation: undefined, caller: new AbortController().signal },
      { now: () => new Date(), log: () => {}, telemetry: NO_TELEMETRY },
    );
    const account = { markVerified() {}, countAnother() {}, settle: held.debit };
    const watch = createServiceWatch(context, account);
    return { held, answering: { context, watch, settings } };
  };

  it.each([false, true])("speech (as events: %s)", async (isEvents) => {
    async function* audio() {
      yield new Uint8Array([1, 2]);
    }
    const { held, answering } = startWatch();
    const notes = { ignored: [], adjusted: [] };
    const characters = (): number => 1;
    const answer = await streamSpeech(
      { audio: audio(), format: "pcm", isEvents, notes, characters, fields },
      answering,
    );
    await expectEndAfterDebit(toResponse(answer), held);
  });

  it("a transcript", async () => {
    async function* heard() {
      yield [{ segment: { text: "你好", start: 0, end: 1, words: [] }, language: undefined }];
    }
    const { held, answering } = startWatch();
    const builder = createTranscriptBuilder({ seconds: 1, language: undefined });
    const answer = await streamTranscript(
      { heard: heard(), builder, notes: {}, fields },
      answering,
    );
    await expectEndAfterDebit(toResponse(answer), held);
  });
});
