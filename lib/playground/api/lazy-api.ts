import { type AnsweringOptions, fillVariants } from "./stream-answer";
import type { Fill, FillHooks } from "../chat/actions";
import { createClient } from "./client";
import type { Failure } from "../conversation/types";
import { type Credentials, toApiKey } from "./credentials";
import { toFailure } from "./error";
import { listModels, type ModelInfo } from "./models";
import { toBody } from "../conversation/to-body";

/*
 * All that the page asks of the gateway. Imported late, when the page is first touched: OpenAI's
 * client is heavier than the rest of the page.
 */

type Asker = { credentials: Credentials; fetch: typeof fetch; now: () => number };
type Outcome<Value> = { ok: true; value: Value } | { ok: false; failure: Failure };

export async function fillLazily(
  [variants, asked, hooks]: Parameters<Fill>,
  { credentials, fetch, now }: Asker,
): ReturnType<Fill> {
  const { signal, onChange, onAllowance }: FillHooks = hooks;
  const client = createClient({ apiKey: toApiKey(credentials), fetch });
  const options: AnsweringOptions = { client, signal, now, onChange, onAllowance };
  const { conversation, answerId, sees } = asked;
  return fillVariants(variants, toBody(conversation, answerId, sees), options);
}

export function fetchModels(asker: Asker): Promise<Outcome<ModelInfo[]>> {
  return attempt(asker, () => listModels(toClient(asker)));
}

/** One word from a model costs next to nothing, and nothing less proves that a credential works. */
export function testCredentials(asker: Asker, model: string): Promise<Outcome<string>> {
  return attempt(asker, async () => {
    const { model: answered } = await toClient(asker).chat.completions.create({
      model,
      messages: [{ role: "user", content: "1" }],
      max_tokens: 1,
    });
    return answered;
  });
}

function toClient({ credentials, fetch }: Asker) {
  return createClient({ apiKey: toApiKey(credentials), fetch });
}

async function attempt<Value>({ now }: Asker, work: () => Promise<Value>): Promise<Outcome<Value>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    return { ok: false, failure: toFailure(error, now()) };
  }
}
