import {
  type ReadTranscription,
  readTranscriptionRequest,
} from "../../api/audio/transcriptions/read-request";
import {
  writeTranscript,
  type WrittenTranscript,
} from "../../api/audio/transcriptions/write-transcript";
import { GatewayError } from "../../core/errors";
import { toDefaultLanguage } from "../../spark/recognition/languages";
import { toNoteHeaders, toSidHeader } from "../generate/spark-headers";
import type { Answer } from "../http/answer";
import type { Handler } from "../http/endpoint";
import { type FormFile, readForm } from "../http/form";
import { openAccount } from "../limits/account";
import { admit, type AdmitDependencies } from "../limits/admit";
import { checkTranscription, type CheckedTranscription } from "../services/check-transcription";
import { loadRecording } from "../services/load-recording";
import { prepareService } from "../services/prepare-service";
import type { RecogniseDependencies } from "../services/recognise-piece";
import { createServiceWatch } from "../services/service-watch";
import { streamTranscript } from "../services/stream-transcript";
import { transcribe } from "../services/transcribe";
import { createTranscriptBuilder } from "../services/transcript-builder";

type Dependencies = AdmitDependencies & RecogniseDependencies;

/** Handles `POST /v1/audio/transcriptions`. */
export function createTranscriptions(dependencies: Dependencies): Handler {
  const { settings, limits } = dependencies;
  return async (request, context) => {
    const budget = limits.seconds;
    const admitted = await admit(request, context, { ...dependencies, budget });
    const { credential, caller } = admitted;
    const form = await readForm(request, { terms: admitted.body, fileField: "file" });
    const read = readTranscriptionRequest(form.fields);
    const { request: asked, output } = read;
    context.record({ stream: output.stream });
    const place = { model: asked.model, kind: "recognition" } as const;
    const prepared = prepareService(place, credential, { context, dependencies });
    const checked = checkTranscription(asked, prepared.model);
    const recording = await loadRecording(requireFile(form.file));

    let seconds = 0;
    const account = await openAccount(
      caller,
      {
        budget: credential.owner === "server" ? budget : null,
        worstCase: () => Math.ceil(recording.seconds),
        spent: () => Math.ceil(seconds),
      },
      limits,
    );
    const watch = createServiceWatch(context, account);
    const hooks = { ...watch.hooks, onSeconds: (more: number) => void (seconds += more) };
    const options = { prepared, recording, checked, watch: hooks };
    const heard = transcribe(options, dependencies);
    const builder = createTranscriptBuilder({
      seconds: recording.seconds,
      language: asked.language?.value ?? toDefaultLanguage(checked.protocol),
    });
    const notes = toNotes(read, checked);
    const fields = () => ({ audio_seconds: Math.ceil(seconds) });
    if (output.stream) {
      return streamTranscript({ heard, builder, notes, fields }, { context, watch, settings });
    }
    const whole = async (): Promise<void> => {
      for await (const batch of heard) builder.add(batch);
    };
    await watch.guard(whole());
    watch.finish(fields());
    const written = writeTranscript(builder.end(), output);
    return toAnswer(written, { ...notes, ...toSidHeader(watch.sids()) });
  };
}

/**
 * Returns the content of the file.
 * @throws GatewayError `invalid-request`
 */
function requireFile(file: FormFile | null): readonly Uint8Array[] {
  if (file && file.content.length > 0) return file.content.blocks;
  const what = file ? "is empty" : "is missing";
  throw new GatewayError({
    kind: "invalid-request",
    message: `\`file\` ${what}: send a WAV or MP3 file in a form.`,
    param: "file",
  });
}

function toNotes({ ignored }: ReadTranscription, checked: CheckedTranscription) {
  return toNoteHeaders({ adjusted: checked.adjusted, ignored: [...checked.ignored, ...ignored] });
}

const toAnswer = (
  { type, text }: WrittenTranscript,
  headers: Readonly<Record<string, string>>,
): Answer => ({
  status: 200,
  headers: { "content-type": type === "text/plain" ? `${type}; charset=utf-8` : type, ...headers },
  body: text,
});
