import type { ImageBody, Image, Variant } from "../conversation/types";
import { decodeBase64 } from "../composer/data-url";
import { listDrawn } from "../conversation/shown";
import { toObjectUrl } from "../storage/object-urls";
import { toFailure } from "./error";
import { readAllowance, readReport } from "./headers";
import { readText } from "./read-field";
import type { StreamAnswerOptions } from "./stream-answer";

/** Fills a waiting variant with the images for one prompt. Every result has ended; never throws. */
export async function drawAnswer(
  variants: readonly Variant[],
  body: ImageBody,
  { client, signal, now, onAllowance }: StreamAnswerOptions,
): Promise<readonly Variant[]> {
  const startedAt = now();
  const end = (change: Partial<Variant>): Variant[] =>
    variants.map((variant) => {
      const ended = { ...variant, ...change };
      const timing = { ...variant.timing, totalMs: now() - startedAt };
      return { ...ended, timing, images: listDrawn(ended) };
    });
  try {
    const { data: list, response } = await client.images.generate(body, { signal }).withResponse();
    const allowance = readAllowance(response.headers);
    if (allowance) onAllowance(allowance);
    const [waiting] = variants;
    const images = fillImages(waiting?.images ?? [], list);
    return end({ state: "done", images, report: readReport(response.headers) });
  } catch (error) {
    if (signal.aborted) return end({ state: "stopped" });
    return end({ state: "failed", failure: toFailure(error, now()) });
  }
}

/** Puts each received image into its placeholder. */
function fillImages(places: readonly Image[], list: object): Image[] {
  const data: unknown[] = "data" in list && Array.isArray(list.data) ? list.data : [];
  const type = `image/${readText(list, "output_format") ?? "png"}`;
  const [width, height] = (readText(list, "size") ?? "").split("x").map(Number);
  return places.map((place, index) => {
    const base64 = readText(data[index], "b64_json");
    if (base64 === undefined) return place;
    const blob = new Blob([decodeBase64(base64)], { type });
    const size = width && height ? { width, height } : {};
    return { ...place, ...size, url: toObjectUrl(blob), bytes: blob.size };
  });
}
