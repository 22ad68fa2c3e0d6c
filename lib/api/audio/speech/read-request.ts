import { GatewayError } from "../../../core/errors";
import type { Named } from "../../../core/generation";
import type { SpeechRequest } from "../../../core/speech-request";
import { explainIssue } from "../../common/explain-issue";
import { leaveOut, requireFields } from "../../common/read-fields";
import { FORMATS, KNOWN_FIELDS, type SpeechBody, speechRequest } from "./request-schema";

export type ReadSpeech = {
  request: SpeechRequest;
  /** True to answer with server-sent events instead of bytes. */
  isEvents: boolean;
  /** Fields that have no effect. */
  ignored: readonly string[];
};

/**
 * Reads a parsed JSON body. Null means absent for every optional field.
 * @throws GatewayError `invalid-request` or `unsupported`, whose `param` names the field
 */
export function readSpeechRequest(body: unknown): ReadSpeech {
  const given = leaveOut(requireFields(body, { required: "`model` and `input`", nested: [] }));
  refuseFormat(given["response_format"]);
  const result = speechRequest.safeParse(given);
  if (!result.success) throw explainIssue(result.error);
  const { instructions, stream_format: streamFormat } = result.data;
  return {
    request: toRequest(result.data),
    isEvents: streamFormat === "sse",
    ignored: [
      ...(instructions ? ["instructions"] : []),
      ...Object.keys(given).filter((name) => !KNOWN_FIELDS.has(name)),
    ],
  };
}

/** Formats of OpenAI's API for which the gateway has no encoder. */
const UNSERVED: ReadonlySet<unknown> = new Set(["opus", "aac", "flac"]);

function refuseFormat(format: unknown): void {
  if (!UNSERVED.has(format)) return;
  throw new GatewayError({
    kind: "unsupported",
    message: `\`response_format\` ${String(format)} is not served: ask for ${FORMATS.join(", ")}.`,
    param: "response_format",
  });
}

function toRequest(body: SpeechBody): SpeechRequest {
  const { model, input, voice, speed, response_format: format = "mp3" } = body;
  return {
    model,
    text: { name: "input", value: input },
    voice: toNamed("voice", typeof voice === "object" ? voice.id : voice),
    speed: toNamed("speed", speed),
    format: { name: "response_format", value: format },
  };
}

const toNamed = <T>(name: string, value: T | undefined): Named<T> | undefined =>
  value === undefined ? undefined : { name, value };
