import { z } from "zod";

import { GatewayError } from "../../core/errors";
import { parseJson } from "../../core/json";
import { toRejection } from "../codes";

/** The answer of either service, minimal and loose. */
const answerSchema = z.object({
  header: z.object({
    code: z.int(),
    message: z.string().catch(""),
    sid: z.string().nullable().catch(null),
  }),
  payload: z
    .object({ choices: z.object({ text: z.array(z.object({ content: z.string() })) }) })
    .optional(),
});

/** A generated image in base64. */
export type Drawn = { sid: string | null; image: string };

/**
 * Reads the image from an answer.
 * @throws GatewayError
 */
export function readImageAnswer(body: string): Drawn {
  const answer = answerSchema.safeParse(parseJson(body)).data;
  if (!answer) throw new GatewayError({ kind: "spark-invalid", detail: "an unreadable answer" });
  const { code, message, sid } = answer.header;
  if (code !== 0) throw new GatewayError(toRejection(code, message, sid));
  const image = answer.payload?.choices.text.find(({ content }) => content !== "")?.content;
  if (image !== undefined) return { sid, image };
  const detail = "an answer without an image";
  throw new GatewayError({ kind: "spark-invalid", detail, ...(sid && { sid }) });
}
