import type { SparkErrorKind } from "../../core/errors";
import type { Service } from "../../core/service";
import type { Key } from "../../spark/key";
import type { Source } from "../../streams/source";
import type { Credential } from "../http/credential";
import type { ServedModel } from "../pool/cooldowns";
import type { RequestGroup } from "../pool/pool";

/** A request to an iFlytek service, on the caller's own app or one of the server's apps. */
export type AppRequest = {
  credential: Credential;
  model: ServedModel;
  service: Service;
  /** Codes of this service with a different meaning than in Spark's chat. */
  errors?: Readonly<Record<number, SparkErrorKind>>;
  /** The field with the content for Spark, if there is only one. */
  param?: string | undefined;
  /** The service's name in iFlytek's console, for an error about a missing authorisation. */
  consoleName?: string | undefined;
  /** The voice that is asked for, for an error about a missing authorisation. */
  voice?: string | undefined;
  /** The model's context length in tokens, for an error about too many. */
  contextTokens?: number | undefined;
  /** Estimates the prompt's tokens, for the same error. */
  estimatePrompt?: () => number;
  /** The permits of the whole request, whose parts may wait for each other. */
  group: RequestGroup;
  signal: AbortSignal;
  /** Returns false once a byte was sent to the caller, because it cannot be taken back. */
  mayRetry: () => boolean;
  /** Called with the label of the server's app that is tried next. */
  onApp: (label: string) => void;
  /** Called when the request has been sent. */
  onSent: () => void;
  /** Called before each retry. */
  onRetry?: (() => void) | undefined;
};

/** Makes one attempt on one app with its credential. The connection calls the hooks. */
export type Attempt<T> = (key: Key, hooks: AttemptHooks) => Source<T>;

type AttemptHooks = {
  signal: AbortSignal;
  /** Call when the request has been sent; it counts from then on. */
  onSent: () => void;
  /** Call when the connection has ended, for whatever reason. */
  onGone: () => void;
};
