import { type StreamAnswerOptions, streamAnswer } from "./stream-answer";
import { createClient } from "./client";
import type { ModelInfo, ModelKind } from "../conversation/models";
import type { Credentials } from "../conversation/store";
import type { Conversation, Failure, Variant } from "../conversation/types";
import { isSendable } from "./key-shape";
import { toFailure } from "./error";
import { createKeyFailure } from "./network-error";
import { listModels } from "./models";
import { toBody } from "../conversation/to-body";
import { toImageBody } from "../conversation/to-image-body";

/*
 * Everything that the page requests from the gateway. Imported late, when the page is first
 * touched, because OpenAI's client is heavier than the rest of the page.
 */

type Access = { credentials: Credentials; fetch: typeof fetch; now: () => number };
type Outcome<Value> = { ok: true; value: Value } | { ok: false; failure: Failure };

/** The content of a request: all turns before one answer, and whether the model `sees` images. */
type Asked = { conversation: Conversation; answerId: string; sees: boolean; kind: ModelKind };

type FillHooks = Pick<StreamAnswerOptions, "signal" | "onChange" | "onAllowance"> & {
  /** The key of the wire log. */
  wireId: string;
};

/** Fills waiting variants with an answer; see `stream-answer.ts` and `draw-answer.ts`. */
export type Fill = (
  variants: readonly Variant[],
  asked: Asked,
  hooks: FillHooks,
) => Promise<readonly Variant[]>;

export async function fillLazily(
  [variants, asked, { signal, onChange, onAllowance }]: Parameters<Fill>,
  { credentials, fetch, now }: Access,
): ReturnType<Fill> {
  if (!isSendable(credentials)) {
    const failure = createKeyFailure(now());
    return variants.map((variant) => ({ ...variant, state: "failed", failure }));
  }
  const client = createClient({ credentials, fetch });
  const options: StreamAnswerOptions = { client, signal, now, onChange, onAllowance };
  const { conversation, answerId, sees, kind } = asked;
  if (kind === "image") {
    const { drawAnswer } = await import("./draw-answer");
    return drawAnswer(variants, toImageBody(conversation, answerId), options);
  }
  return streamAnswer(variants, toBody(conversation, answerId, sees), options);
}

export function fetchModels(access: Access): Promise<Outcome<ModelInfo[]>> {
  return attempt(access, () => listModels(toClient(access)));
}

/**
 * Requests one word from a model. It costs next to nothing, and nothing less proves that a
 * credential works.
 */
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
  return createClient({ credentials, fetch });
}

async function attempt<Value>(
  { credentials, now }: Access,
  work: () => Promise<Value>,
): Promise<Outcome<Value>> {
  if (!isSendable(credentials)) return { ok: false, failure: createKeyFailure(now()) };
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    return { ok: false, failure: toFailure(error, now()) };
  }
}
