import type { BusyWith, Failure } from "../../../core/errors";
import { tooMany, toRetryHeaders } from "./limit-error";
import { forbidden, type OpenAiFailure, RETRY_SOON, serverError } from "./wire-error";

type GuardFailure = Extract<Failure, { kind: "caller-busy" | "overloaded" | "foreign-origin" }>;

/** Explains limits of this process, and requests from pages of other sites. */
export function explainGuard(failure: GuardFailure): OpenAiFailure {
  switch (failure.kind) {
    case "caller-busy": {
      const { what, limit, retryAfterMs = SOON_MS } = failure;
      const count = limit === undefined ? "" : ` (${limit} at once)`;
      return tooMany("rate_limit_error", "rate_limit_exceeded", {
        message: `${BUSY[what]}${count}: try again ${WHEN[what]}.`,
        headers: toRetryHeaders(retryAfterMs),
      });
    }
    case "overloaded": {
      const message = "This gateway has as much in hand as it can hold: try again in a second.";
      return { ...serverError(503, "upstream_unavailable", message), headers: RETRY_SOON };
    }
    case "foreign-origin":
      return forbidden("permission_denied", failure.message);
  }
}

const SOON_MS = 1000;

const BUSY: Readonly<Record<BusyWith, string>> = {
  answers: "You have as many answers under way as this gateway gives one caller",
  bytes: "Your running requests hold as much memory as this gateway gives one caller",
  images: "Too many images are waiting to be fetched or converted",
  pages: "Too many pages were asked for in a minute",
  pixels:
    "Your images of the last minute had as many pixels as this gateway converts for one caller",
  schemas:
    "Your JSON Schemas of the last minute took as much work as this gateway does for one caller",
};

const WHEN: Readonly<Record<BusyWith, string>> = {
  answers: "when one of them has ended",
  bytes: "when one of them has ended",
  images: "in a second",
  pages: "in a minute",
  pixels: "in a minute, or send smaller ones",
  schemas: "in a minute, or send simpler ones",
};
