import { z } from "zod";

import { GatewayError } from "../../core/errors";
import { parseJson } from "../../core/json";
import { toAudioRejection } from "./codes";

const head = z.object({
  code: z.int(),
  message: z.string().catch(""),
  sid: z.string().nullable().catch(null),
  status: z.int().nullable().catch(null),
});

/** A frame of either protocol; the newer one words some of its errors as the older. */
const frameSchema = z.union([
  z.object({ header: head, payload: z.unknown().optional() }),
  head.extend({ data: z.unknown().optional() }),
]);

export type AudioFrame = {
  sid: string | null;
  /** Of the newer protocol's header: 2 ends the session. */
  status: number | null;
  /** `payload`, or the older protocol's `data`; null and undefined where the frame has none. */
  content: unknown;
};

/** One message of a speech service. @throws GatewayError for a refusal, or what is no frame */
export function readAudioFrame(raw: string, kind: "speech" | "recognition"): AudioFrame {
  const frame = frameSchema.safeParse(parseJson(raw)).data;
  if (!frame) throw new GatewayError({ kind: "spark-invalid", detail: "an unreadable frame" });
  const { code, message, sid, status } = "header" in frame ? frame.header : frame;
  if (code !== 0) throw new GatewayError(toAudioRejection(kind, { code, message, sid }));
  return { sid, status, content: "header" in frame ? frame.payload : frame.data };
}
