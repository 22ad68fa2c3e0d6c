import { GatewayError } from "../../core/errors";
import type { Named } from "../../core/generation";
import {
  IMAGE_OPTIONS,
  type ImageFormat,
  type ImageRequest,
  type ImageSize,
} from "../../core/image-request";
import { explainIssue } from "../common/explain-issue";
import { type Fields, leaveOut, requireFields } from "../common/read-fields";
import { type ImageBody, imageRequest, KNOWN_FIELDS } from "./request-schema";

/** How the images are returned. */
type ImageOutput = {
  format: ImageFormat;
  /** 0 to 100, for formats other than PNG. */
  quality: number;
  isUrl: boolean;
};

export type ReadImage = {
  request: ImageRequest;
  output: ImageOutput;
  /** Fields without effect: unknown ones, and a quality for PNG. */
  ignored: readonly string[];
};

const DEFAULT_MODEL = "spark-image";
const BEST_QUALITY = 100;

/**
 * Validates a parsed JSON body as a request for images. Null counts as absent for every optional
 * field.
 * @throws GatewayError `invalid-request` or `unsupported`, with the field in `param`
 */
export function readImageRequest(body: unknown): ReadImage {
  const fields = requireFields(body, { required: "`prompt`", nested: [] });
  const given = leaveOut(fields);
  refuseStreams(given);
  const result = imageRequest.safeParse(given);
  if (!result.success) throw explainIssue(result.error);
  const { output_format: format = "png", output_compression: quality, ...rest } = result.data;
  const isIdle = format === "png" && quality !== undefined;
  return {
    request: toRequest(rest),
    output: {
      format,
      quality: quality ?? BEST_QUALITY,
      isUrl: rest.response_format === "url",
    },
    ignored: [
      ...(isIdle ? ["output_compression"] : []),
      ...Object.keys(given).filter((name) => !KNOWN_FIELDS.has(name)),
    ],
  };
}

/**
 * Rejects streaming with its own message, because the schema would only report `true` as a wrong
 * value.
 */
function refuseStreams({ stream, partial_images: partial }: Fields): void {
  const param = stream === true ? "stream" : "partial_images";
  if (stream !== true && !(typeof partial === "number" && partial > 0)) return;
  throw new GatewayError({
    kind: "unsupported",
    message: `\`${param}\` is not served: Spark sends each image whole.`,
    param,
  });
}

function toRequest(body: Omit<ImageBody, "output_format" | "output_compression">): ImageRequest {
  const { model = DEFAULT_MODEL, prompt, n = 1, size, user } = body;
  return {
    model,
    prompt: { name: "prompt", value: prompt },
    size: size === undefined || size === "auto" ? undefined : toSize(size),
    count: { name: "n", value: n },
    endUser: user,
    options: Object.fromEntries(
      IMAGE_OPTIONS.flatMap((name) => (body[name] === undefined ? [] : [[name, body[name]]])),
    ),
  };
}

function toSize(text: string): Named<ImageSize> {
  const [width = 0, height = 0] = text.split("x").map(Number);
  return { name: "size", value: { width, height } };
}
