import type { Service } from "./service";

/** Every way in which a request can fail, with its facts and no wording: see api/openai/errors/error.ts. */
export type Failure =
  | { kind: "invalid-request"; message: string; param: string | null }
  | { kind: "unsupported"; message: string; param: string | null }
  | { kind: "image-rejected"; code: ImageCode; message: string; param: string | null }
  | { kind: "request-too-large"; limitBytes: number }
  /** A `content-encoding` of the body that is not known here. */
  | { kind: "unsupported-coding"; coding: string; known: readonly string[] }
  | { kind: "request-timeout"; afterMs: number }
  | { kind: "path-not-found"; path: string }
  | { kind: "method-not-allowed"; allowed: readonly string[] }
  | { kind: "unauthenticated"; message: string }
  | { kind: "model-not-found"; model: string; known: readonly string[] }
  /** A response, or an item of one, that the gateway does not keep, or not any more. */
  | {
      kind: "not-kept";
      what: "response" | "previous" | "item";
      id: string;
      param: string | null;
      isKeeping: boolean;
    }
  /** So many requests of this caller were taken in this window; it ends in so long. */
  | { kind: "rate-limited"; limit: number; windowSeconds: number; retryAfterMs: number }
  /** So much was spent in this window. */
  | {
      kind: "budget-spent";
      unit: BudgetUnit;
      limit: number;
      windowSeconds: number;
      retryAfterMs: number;
    }
  /** The caller's own running answers may need what is left. */
  | { kind: "budget-held"; unit: BudgetUnit }
  /** The server's own apps do not give this model away, but those. */
  | { kind: "model-not-given"; model: string; given: readonly string[] }
  /** None of the server's own apps is there for the model; for these there is one. */
  | {
      kind: "model-not-served";
      model: string;
      served: readonly string[];
      /** What iFlytek's console calls the service that the model belongs to, beside chat. */
      consoleName?: string | undefined;
    }
  /** Each of the server's apps that serve the model has been refused by Spark a while ago. */
  | { kind: "apps-cooling-down"; cause: Failure; retryAfterMs: number }
  /** The server's apps were busy all the time. */
  | { kind: "queue-timeout"; afterMs: number; retryAfterMs: number }
  /** Spark's `header.code` was not 0; `reason` is what the code means. */
  | {
      kind: "spark-rejected";
      reason: SparkErrorKind;
      code: number;
      message: string;
      sid: string | null;
      /** How many tokens the model takes, where the conversation was too long. */
      contextTokens?: number | undefined;
      /** How many it probably has, in the same case. */
      promptTokens?: number | undefined;
      /** Which model Spark does not know, where that was the reason. */
      model?: string | undefined;
      /** The field that Spark found wrong, where the request has but one. */
      param?: string | undefined;
      /** What iFlytek's console calls the service, where the app may not use it. */
      consoleName?: string | undefined;
      /** Which voice was asked for, where the app may not use it. */
      voice?: string | undefined;
      /** Whose credential it was; the caller's unless it says so. */
      owner?: "caller" | "server";
    }
  /** Spark let nobody in: HTTP instead of 101, or a status that is no success and names no code. */
  | {
      kind: "spark-handshake";
      service: Service;
      status: number;
      reason: string;
      /** Spark's clock minus ours in seconds, null when its answer carried no date. */
      skewSeconds: number | null;
      /** Whose credential it was; the caller's unless it says so. */
      owner?: "caller" | "server";
    }
  | { kind: "spark-unreachable"; detail: string }
  | { kind: "spark-closed"; closeCode: number; sid?: string }
  | { kind: "spark-invalid"; detail: string; sid?: string }
  | { kind: "spark-silent"; phase: "handshake" | "first frame" | "next frame"; sid?: string }
  /** Spark did not keep to the asked format, twice. */
  | { kind: "invalid-output"; problem: string; sid?: string }
  | { kind: "shutting-down" }
  | { kind: "caller-gone" };

/** What a budget counts. */
export type BudgetUnit = "tokens" | "images" | "characters" | "seconds";

/** What an error code of iFlytek's means, in words of neither side. */
export type SparkErrorKind =
  | "invalid-request"
  | "unknown-model"
  | "concurrency"
  | "rate"
  | "quota"
  | "not-granted"
  /** Of speech: the app may use the service, and not this voice; or neither, which the code leaves open. */
  | "voice-not-granted"
  | "foreign-app"
  | "blocked"
  | "input-moderated"
  | "output-moderated"
  | "suspicion"
  | "image"
  | "audio"
  | "too-long"
  /** iFlytek gave the session up: nothing came, or too slowly. */
  | "session-timeout"
  /** Its engine had ended the session before all was said. */
  | "session-ended"
  /** iFlytek could not read what the gateway wrote. */
  | "gateway-fault"
  | "unavailable";

/** Why an image was not taken, as the caller is told. */
type ImageCode =
  | "invalid_image"
  | "image_too_large"
  | "image_url_not_allowed"
  | "image_download_failed";

/** The only class of this code base: something to throw that carries a {@link Failure}. */
export class GatewayError extends Error {
  readonly failure: Failure;

  constructor(failure: Failure, options?: ErrorOptions) {
    super(failure.kind, options);
    this.name = "GatewayError";
    this.failure = failure;
  }
}

/** The failure that an unknown thrown value stands for, or undefined for what nobody foresaw. */
export function findFailure(error: unknown): Failure | undefined {
  return error instanceof GatewayError ? error.failure : undefined;
}
