import type { ServerResponse } from "node:http";
import { answerJson } from "../http-io";
import { createSid } from "../frames";

export type MaasError = { readonly code: number; readonly message: string };

/** Writes an error as captured: an integer code and an empty id. */
export function refuse(response: ServerResponse, { code, message }: MaasError): void {
  answerJson(response, 400, {
    error: { code, message, type: "invalid_request_error" },
    id: "",
  });
}

/**
 * Writes an error in the header of a 200, as captured from MaaS's native services and occasionally
 * from chat.
 */
export function refuseInHeader(response: ServerResponse, { code, message }: MaasError): void {
  answerJson(response, 200, { header: { code, message, sid: createSid("cht"), status: 2 } });
}
