import { z } from "zod";

import { GatewayError } from "../../core/errors";
import { isRecord, parseJson } from "../../core/json";
import { toAudioRejection } from "./codes";

const head = z.object({
  code: z.int(),
  message: z.string().catch(""),
  sid: z.string().nullable().catch(null),
  status: z.int().nullable().catch(null),
});

const newerFrame = z.object({ header: head, payload: z.unknown().optional() });
/** The newer protocol sends some errors in this shape too. */
const olderFrame = head.extend({ data: z.unknown().optional() });

export type AudioFrame = {
  sid: string | null;
  /** The status in the newer protocol's header; 2 ends the session. */
  status: number | null;
  /** `payload`, or `data` in the older protocol; null or undefined if the frame has none. */
  content: unknown;
};

/**
 * Reads one message of a speech service.
 * @throws GatewayError for an error code, or if the message is not a frame
 */
export function readAudioFrame(raw: string, kind: "speech" | "recognition"): AudioFrame {
  const json = parseJson(raw);
  // Chosen by shape, because a union would describe what is wrong with the first shape before it
  // tries the second, and that costs more than the rest of a frame.
  const isNewer = isRecord(json) && "header" in json;
  const frame = (isNewer ? newerFrame : olderFrame).safeParse(json).data;
  if (!frame) throw new GatewayError({ kind: "spark-invalid", detail: "an unreadable frame" });
  const { code, message, sid, status } = "header" in frame ? frame.header : frame;
  if (code !== 0) throw new GatewayError(toAudioRejection(kind, { code, message, sid }));
  return { sid, status, content: "header" in frame ? frame.payload : frame.data };
}
