import { type Failure, GatewayError } from "../../errors";

export type ImageCode = Extract<Failure, { kind: "image-rejected" }>["code"];

/** @param message says what to do, and nothing of what an address answered */
export function rejectImage(code: ImageCode, message: string, cause?: unknown): GatewayError {
  return new GatewayError({ kind: "image-rejected", code, message, param: null }, { cause });
}
