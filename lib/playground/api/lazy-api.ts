import { type StreamAnswerOptions, streamAnswer } from "./stream-answer";
import { type Access, attempt, type Outcome } from "./attempt";
import { createClient } from "./client";
import {
  DEFAULT_MODEL,
  findKind,
  findTextModel,
  type ModelInfo,
  type ModelKind,
} from "../conversation/models";
import type { Conversation, Variant } from "../conversation/types";
import { isSendable } from "./key-shape";
import { createKeyFailure } from "./network-error";
import { type Listed, listModels } from "./models";
import type { VoiceRequests } from "./voice-requests";
import { toBody } from "../conversation/to-body";
import { toImageBody } from "../conversation/to-image-body";

/*
 * Everything that the page requests from the gateway. Imported late, when the page is first
 * touched, because OpenAI's client is heavier than the rest of the page.
 */

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

export function fetchModels(access: Access): Promise<Outcome<Listed>> {
  return attempt(access, () => listModels(toClient(access)));
}

/**
 * Requests one word from the chosen model, or from a chat model instead of an image model, since an
 * image costs more. It costs next to nothing, and nothing less proves that a credential works.
 */
export function testCredentials(
  access: Access,
  chosen: string,
  models: readonly ModelInfo[],
): Promise<Outcome<string>> {
  const chat = findKind(models, chosen) === "chat" ? chosen : findTextModel(models)?.id;
  return attempt(access, async () => {
    const { model: answered } = await toClient(access).chat.completions.create({
      model: chat ?? DEFAULT_MODEL,
      messages: [{ role: "user", content: "1" }],
      max_tokens: 1,
    });
    return answered;
  });
}

function toClient({ credentials, fetch }: Access) {
  return createClient({ credentials, fetch });
}

/** Loads what asks for speech and transcripts, which shares the client. */
export function loadVoiceRequests(): Promise<VoiceRequests> {
  return import("./voice-requests");
}
