import type { Failure } from "../conversation/types";

/**
 * Creates the failure for a missing or incomplete answer. `detail` is the browser's own wording.
 */
export function createNetworkFailure(detail: string, at: number): Failure {
  return {
    status: null,
    code: null,
    message: detail,
    param: null,
    sparkCode: null,
    sid: null,
    requestId: null,
    retryAfterMs: null,
    at,
  };
}

/** Creates the failure for a credential that no header can carry. Nothing was sent. */
export function createKeyFailure(at: number): Failure {
  return { ...createNetworkFailure("", at), code: "malformed_key" };
}
