import { APIConnectionError, APIError } from "openai/core/error";

/** Why an answer did not come, or not to its end. */
export type Failure =
  | {
      kind: "refused";
      /** Null in mid-stream, when the status has long been 200. */
      status: number | null;
      code: string | null;
      message: string;
      requestId: string | null;
    }
  /** Whatever happened on the way; `detail` is the browser's own wording. */
  | { kind: "network"; detail: string };

/** What a thrown value says: the gateway's own words, or else that the way there is broken. */
export function toFailure(error: unknown): Failure {
  if (error instanceof APIError && !(error instanceof APIConnectionError)) {
    return {
      kind: "refused",
      status: error.status ?? null,
      code: error.code ?? null,
      message: readMessage(error),
      requestId: error.requestID ?? null,
    };
  }
  return { kind: "network", detail: error instanceof Error ? error.message : String(error) };
}

/** The client puts the status before its own `message`; the body's has none. */
function readMessage({ error: body, message }: APIError): string {
  return body && "message" in body && typeof body.message === "string" ? body.message : message;
}
