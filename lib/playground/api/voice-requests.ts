import type { Allowance } from "../conversation/store";
import { type Access, attempt, type Outcome } from "./attempt";
import { createClient } from "./client";
import { readAllowance } from "./headers";

type Options = Access & {
  signal: AbortSignal;
  onAllowance: (allowance: Allowance) => void;
};

/** Asks for a text as MP3; its bytes may still be on their way. */
export function fetchSpeech(
  { model, input }: { model: string; input: string },
  options: Options,
): Promise<Outcome<Response>> {
  return attempt(options, async () => {
    const body = { model, input, voice: "alloy", response_format: "mp3" } as const;
    const response = await createClient(options).audio.speech.create(body, toRequest(options));
    tellAllowance(response, options);
    return response;
  });
}

/** Has a recording written down. */
export function fetchTranscript(
  { model, file }: { model: string; file: File },
  options: Options,
): Promise<Outcome<string>> {
  return attempt(options, async () => {
    const { data, response } = await createClient(options)
      .audio.transcriptions.create({ model, file }, toRequest(options))
      .withResponse();
    tellAllowance(response, options);
    return data.text;
  });
}

function toRequest({ signal }: Options) {
  return { signal };
}

function tellAllowance({ headers }: Response, { onAllowance }: Options): void {
  const allowance = readAllowance(headers);
  if (allowance) onAllowance(allowance);
}
