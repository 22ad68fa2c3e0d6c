import { type StreamAnswerOptions, streamAnswer } from "./stream-answer";
import { createClient } from "./client";
import type { ModelInfo } from "../conversation/models";
import type { Credentials } from "../conversation/store";
import type { Conversation, Failure, Variant } from "../conversation/types";
import { isSendable, toApiKey } from "./credentials";
import { toFailure } from "./error";
import { createKeyFailure } from "./network-error";
import { listModels } from "./models";
import { toBody } from "../conversation/to-body";

/*
 * All that the page asks of the gateway. Imported late, when the page is first touched: OpenAI's
 * client is heavier than the rest of the page.
 */

type Access = { credentials: Credentials; fetch: typeof fetch; now: () => number };
type Outcome<Value> = { ok: true; value: Value } | { ok: false; failure: Failure };

/** What is asked: all turns of a conversation before one answer, of a model that `sees` or does not. */
type Asked = { conversation: Conversation; answerId: string; sees: boolean };

type FillHooks = Pick<StreamAnswerOptions, "signal" | "onChange" | "onAllowance"> & {
  /** The key of the log of what goes over the wire. */
  wireId: string;
};

/** Fills waiting variants with the answer to a request; see `stream-answer.ts`. */
export type Fill = (
  variants: readonly Variant[],
  asked: Asked,
  hooks: FillHooks,
) => Promise<readonly Variant[]>;

export async function fillLazily(
  [variants, { conversation, answerId, sees }, { signal, onChange, onAllowance }]: Parameters<Fill>,
  { credentials, fetch, now }: Access,
): ReturnType<Fill> {
  const apiKey = toApiKey(credentials);
  if (!isSendable(apiKey)) {
    const failure = createKeyFailure(now());
    return variants.map((variant) => ({ ...variant, state: "failed", failure }));
  }
  const client = createClient({ apiKey, fetch });
  const options: StreamAnswerOptions = { client, signal, now, onChange, onAllowance };
  return streamAnswer(variants, toBody(conversation, answerId, sees), options);
}

export function fetchModels(access: Access): Promise<Outcome<ModelInfo[]>> {
  return attempt(access, () => listModels(toClient(access)));
}

/** One word from a model costs next to nothing, and nothing less proves that a credential works. */
export function testCredentials(access: Access, model: string): Promise<Outcome<string>> {
  return attempt(access, async () => {
    const { model: answered } = await toClient(access).chat.completions.create({
      model,
      messages: [{ role: "user", content: "1" }],
      max_tokens: 1,
    });
    return answered;
  });
}

function toClient({ credentials, fetch }: Access) {
  return createClient({ apiKey: toApiKey(credentials), fetch });
}

async function attempt<Value>(
  { credentials, now }: Access,
  work: () => Promise<Value>,
): Promise<Outcome<Value>> {
  if (!isSendable(toApiKey(credentials))) return { ok: false, failure: createKeyFailure(now()) };
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    return { ok: false, failure: toFailure(error, now()) };
  }
}
