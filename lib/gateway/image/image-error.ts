import { type Failure, GatewayError } from "../../core/errors";

type ImageCode = Extract<Failure, { kind: "image-rejected" }>["code"];

/**
 * Creates the error for a rejected image.
 * @param message says what to do, and reveals nothing of what an address answered
 */
export function rejectImage(code: ImageCode, message: string, cause?: unknown): GatewayError {
  return new GatewayError({ kind: "image-rejected", code, message, param: null }, { cause });
}

export function tooLarge(maxBytes: number): GatewayError {
  return rejectImage("image_too_large", `The image is over ${maxBytes} bytes: send a smaller one.`);
}
