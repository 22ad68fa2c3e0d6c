import type { Failure } from "../conversation/types";

/** No answer, or not to its end. `detail` is the browser's own wording. */
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

/** Nothing was sent: no header could have carried the credential. */
export function createKeyFailure(at: number): Failure {
  return { ...createNetworkFailure("", at), code: "malformed_key" };
}
