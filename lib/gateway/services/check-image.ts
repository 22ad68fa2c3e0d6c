import { GatewayError } from "../../core/errors";
import type { ImageRequest, ImageSize } from "../../core/image-request";
import { toMaxPrompt } from "../../spark/image/request";
import { chooseSize, toSizeText } from "../../spark/image/sizes";
import type { Model } from "../../spark/models";

/** The image settings to use, and the changes to report to the caller. */
type CheckedImage = {
  size: ImageSize;
  adjusted: readonly string[];
  ignored: readonly string[];
};

/**
 * Rejects an impossible request before anything is sent, and chooses the size.
 * @throws GatewayError `invalid-request`
 */
export function checkImage(request: ImageRequest, model: Model, maxN: number): CheckedImage {
  const { prompt, count, size: wanted, options } = request;
  const maxPrompt = toMaxPrompt(model);
  if (prompt.value.length > maxPrompt) {
    throw invalid(
      `\`${prompt.name}\` has ${prompt.value.length} characters, and the model takes ${maxPrompt}: ` +
        "shorten it.",
      prompt.name,
    );
  }
  if (count.value > maxN) {
    throw invalid(`\`${count.name}\` may be ${maxN} at most on this gateway.`, count.name);
  }
  const size = chooseSize(wanted?.value, model);
  const isOther = wanted && toSizeText(wanted.value) !== toSizeText(size);
  return {
    size,
    adjusted: isOther ? [`${wanted.name}=${toSizeText(size)}`] : [],
    ignored: model.httpHost === null ? Object.keys(options) : [],
  };
}

function invalid(message: string, param: string): GatewayError {
  return new GatewayError({ kind: "invalid-request", message, param });
}
