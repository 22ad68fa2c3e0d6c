import { GatewayError } from "../../../core/errors";
import type { TranscriptionRequest } from "../../../core/transcription";
import { explainIssue } from "../../common/explain-issue";
import {
  LISTS,
  type ResponseFormat,
  type TranscriptionBody,
  transcriptionRequest,
} from "./request-schema";

/** The fields of a form, in the order of arrival; a name may occur several times. */
type FormFields = readonly (readonly [name: string, value: string])[];

/** The form in which the transcript is returned. */
export type TranscriptionOutput = {
  format: ResponseFormat;
  stream: boolean;
  granularities: ReadonlySet<"word" | "segment">;
};

export type ReadTranscription = {
  request: TranscriptionRequest;
  output: TranscriptionOutput;
  /** Fields that have no effect. */
  ignored: readonly string[];
};

/** Formats that include timestamps. */
const TIMED: ReadonlySet<ResponseFormat> = new Set(["verbose_json", "srt", "vtt"]);

/**
 * Reads the fields of a form as a request. An empty value means absent, as null does in JSON.
 * @throws GatewayError `invalid-request` or `unsupported`, whose `param` names the field
 */
export function readTranscriptionRequest(form: FormFields): ReadTranscription {
  const fields = toFields(form);
  refuseUnsupported(fields);
  const result = transcriptionRequest.safeParse(fields);
  if (!result.success) throw explainIssue(result.error);
  const body = result.data;
  const { response_format: format = "json", timestamp_granularities: granularities } = body;
  if (granularities && format !== "verbose_json") {
    throw new GatewayError({
      kind: "invalid-request",
      message: "`timestamp_granularities` needs `response_format` `verbose_json`: send that too.",
      param: "timestamp_granularities",
    });
  }
  const isStreamable = !TIMED.has(format);
  return {
    request: toRequest(body, TIMED.has(format)),
    output: {
      format,
      stream: body.stream === "true" && isStreamable,
      granularities: new Set(granularities ?? ["segment"]),
    },
    ignored: [
      ...Object.keys(fields).filter((name) => !ACTED_ON.has(name)),
      ...(body.stream === "true" && !isStreamable ? ["stream"] : []),
    ],
  };
}

const ACTED_ON: ReadonlySet<string> = new Set([
  "model",
  "language",
  "response_format",
  "stream",
  "timestamp_granularities",
  "keywords",
]);

type Fields = Readonly<Record<string, string | readonly string[]>>;

/**
 * Groups values by name, without `[]`, or `[0]` as PHP numbers them. If a field that is not a list
 * occurs twice, the last value counts.
 */
function toFields(form: FormFields): Fields {
  const fields = new Map<string, string | string[]>();
  for (const [name, value] of form) {
    const plain = toPlainName(name);
    if (value.trim() === "") continue;
    const known = fields.get(plain);
    if (!LISTS.has(plain)) fields.set(plain, value);
    else if (Array.isArray(known)) known.push(value);
    else fields.set(plain, [value]);
  }
  return Object.fromEntries(fields);
}

function toPlainName(name: string): string {
  const plain = name.replace(/\[\d*\]$/, "");
  return LISTS.has(plain) || name.endsWith("[]") ? plain : name;
}

/** Rejects known but unsupported values with messages of their own. */
function refuseUnsupported({ include, response_format: format }: Fields): void {
  if (include !== undefined) {
    throw unsupported("`include` is not served: iFlytek gives no log probabilities.", "include");
  }
  if (format === "diarized_json") {
    throw unsupported(
      "`response_format` `diarized_json` is not served: iFlytek's dictation tells no speakers apart. " +
        "Take json or verbose_json.",
      "response_format",
    );
  }
}

function toRequest(body: TranscriptionBody, wantsTimes: boolean): TranscriptionRequest {
  const { model, language, keywords = [] } = body;
  return {
    model,
    language: language === undefined ? undefined : { name: "language", value: language.trim() },
    keywords: { name: "keywords", value: keywords },
    wantsTimes,
  };
}

function unsupported(message: string, param: string): GatewayError {
  return new GatewayError({ kind: "unsupported", message, param });
}
