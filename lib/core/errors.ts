import type { Service } from "./service";

/**
 * Every way in which a request can fail, as facts without wording. For the wording see
 * api/openai/errors/error.ts.
 */
export type Failure =
  | { kind: "invalid-request"; message: string; param: string | null }
  | { kind: "unsupported"; message: string; param: string | null }
  | { kind: "image-rejected"; code: ImageCode; message: string; param: string | null }
  /** With `isUnproven`, the limit is lower because Spark has not accepted the credential yet. */
  | { kind: "request-too-large"; limitBytes: number; isUnproven?: boolean }
  /** The gateway does not support the body's `content-encoding`. */
  | { kind: "unsupported-coding"; coding: string; known: readonly string[] }
  /** No part of the body arrived for this long, or with `isWhole`, not all of it did. */
  | { kind: "request-timeout"; afterMs: number; isWhole?: boolean }
  | { kind: "path-not-found"; path: string }
  | { kind: "method-not-allowed"; allowed: readonly string[] }
  | { kind: "unauthenticated"; message: string }
  | { kind: "model-not-found"; model: string; known: readonly string[] }
  /** The gateway does not keep this response or item, or no longer keeps it. */
  | {
      kind: "not-kept";
      what: "response" | "previous" | "item";
      id: string;
      param: string | null;
      isKeeping: boolean;
    }
  /** `limit` requests were accepted in this window. */
  | {
      kind: "rate-limited";
      scope: LimitScope;
      limit: number;
      windowSeconds: number;
      retryAfterMs: number;
    }
  /** The budget for this window is used up. */
  | {
      kind: "budget-spent";
      scope: LimitScope;
      unit: BudgetUnit;
      limit: number;
      windowSeconds: number;
      retryAfterMs: number;
    }
  /** The caller's own running answers have reserved the rest of the budget. */
  | { kind: "budget-held"; unit: BudgetUnit }
  /** The caller has reached the limit of work in progress, or of work per minute. */
  | { kind: "caller-busy"; what: BusyWith; limit?: number; retryAfterMs?: number }
  /** All callers together have reached the limit of this process. */
  | { kind: "overloaded" }
  /** The request came from a page of a site that the operator does not allow. */
  | { kind: "foreign-origin"; message: string }
  /** The server's own apps do not offer this model, only those in `given`. */
  | { kind: "model-not-given"; model: string; given: readonly string[] }
  /** None of the server's own apps serves this model, only those in `served`. */
  | {
      kind: "model-not-served";
      model: string;
      served: readonly string[];
      /** The name of the model's service in iFlytek's console, if it is not chat. */
      consoleName?: string | undefined;
    }
  /** Spark recently rejected every one of the server's apps that serve this model. */
  | { kind: "apps-cooling-down"; cause: Failure; retryAfterMs: number }
  /** The server's apps were busy until the queue timeout. */
  | { kind: "queue-timeout"; afterMs: number; retryAfterMs: number }
  /** Spark's `header.code` was not 0; `reason` is the meaning of the code. */
  | {
      kind: "spark-rejected";
      reason: SparkErrorKind;
      code: number;
      message: string;
      sid: string | null;
      /** The model's context length in tokens, if the conversation was too long. */
      contextTokens?: number | undefined;
      /** The estimated tokens of the conversation, if it was too long. */
      promptTokens?: number | undefined;
      /** The model that Spark does not know, if that was the reason. */
      model?: string | undefined;
      /** The field that Spark rejected, for a request with only one field to blame. */
      param?: string | undefined;
      /** The name of the service in iFlytek's console, if the app is not authorised for it. */
      consoleName?: string | undefined;
      /** The voice that was asked for, if the app is not authorised for it. */
      voice?: string | undefined;
      /** The owner of the credential; absent means the caller. */
      owner?: "caller" | "server";
    }
  /**
   * Spark rejected the connection: an HTTP answer instead of 101, or an error status without a
   * Spark code.
   */
  | {
      kind: "spark-handshake";
      service: Service;
      status: number;
      reason: string;
      /** Spark's clock minus ours in seconds; null if its answer had no date. */
      skewSeconds: number | null;
      /** The owner of the credential; absent means the caller. */
      owner?: "caller" | "server";
    }
  | { kind: "spark-unreachable"; detail: string }
  | { kind: "spark-closed"; closeCode: number; sid?: string }
  | { kind: "spark-invalid"; detail: string; sid?: string }
  | { kind: "spark-silent"; phase: "handshake" | "first frame" | "next frame"; sid?: string }
  /** Spark's output did not match the requested format, twice. */
  | { kind: "invalid-output"; problem: string; sid?: string }
  | { kind: "shutting-down" }
  | { kind: "caller-gone" };

/** What is limited per caller, at once or per minute. */
export type BusyWith = "answers" | "bytes" | "images" | "pages" | "pixels" | "schemas";

/** Who the limit applies to: one caller, the network around it, or all callers together. */
export type LimitScope = "caller" | "network" | "total";

/** The unit that a budget counts. */
export type BudgetUnit = "tokens" | "images" | "characters" | "seconds";

/** The meaning of an iFlytek error code, in neutral terms. */
export type SparkErrorKind =
  | "invalid-request"
  | "unknown-model"
  | "concurrency"
  | "rate"
  | "quota"
  | "not-granted"
  /** The app is not authorised for this voice, or for the speech service: the code does not say. */
  | "voice-not-granted"
  | "foreign-app"
  | "blocked"
  | "input-moderated"
  | "output-moderated"
  | "suspicion"
  | "image"
  | "audio"
  | "too-long"
  /** iFlytek closed the session because nothing arrived, or too slowly. */
  | "session-timeout"
  /** iFlytek's engine ended the session too early. */
  | "session-ended"
  /** iFlytek could not read the gateway's message. */
  | "gateway-fault"
  | "unavailable";

/** Why the gateway rejected an image; callers see it as the error's code. */
type ImageCode =
  | "invalid_image"
  | "image_too_large"
  | "image_url_not_allowed"
  | "image_download_failed";

/** The only class in this code base: an error that carries a {@link Failure}. */
export class GatewayError extends Error {
  readonly failure: Failure;

  constructor(failure: Failure, options?: ErrorOptions) {
    super(failure.kind, options);
    this.name = "GatewayError";
    this.failure = failure;
  }
}

/** Returns the failure inside a thrown value, or undefined for an unexpected error. */
export function findFailure(error: unknown): Failure | undefined {
  return error instanceof GatewayError ? error.failure : undefined;
}
