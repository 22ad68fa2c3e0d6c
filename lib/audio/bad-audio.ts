import { GatewayError } from "../core/errors";

/**
 * Creates the error for a file that cannot be read as audio.
 * @param message says what to do about it
 */
export function badAudio(message: string): GatewayError {
  return new GatewayError({ kind: "invalid-request", message, param: "file" });
}
