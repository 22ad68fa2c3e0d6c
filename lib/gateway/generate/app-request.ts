import type { SparkErrorKind } from "../../core/errors";
import type { Service } from "../../core/service";
import type { Key } from "../../spark/key";
import type { Source } from "../../streams/source";
import type { Credential } from "../http/credential";
import type { ServedModel } from "../pool/cooldowns";
import type { RequestGroup } from "../pool/pool";

/** A request to one of iFlytek's services, on the caller's own app or on one of the server's. */
export type AppRequest = {
  credential: Credential;
  model: ServedModel;
  service: Service;
  /** What codes of this service mean that mean something else in Spark's chat. */
  errors?: Readonly<Record<number, SparkErrorKind>>;
  /** The field that holds what Spark is asked, where it is but one. */
  param?: string | undefined;
  /** What iFlytek's console calls the service, for an error about a missing grant. */
  consoleName?: string | undefined;
  /** Which voice is asked for, for an error about one that is not granted. */
  voice?: string | undefined;
  /** How many tokens the model takes, for an error about too many. */
  contextTokens?: number | undefined;
  /** How many the prompt probably has, for the same error. */
  estimatePrompt?: () => number;
  /** The permits of the whole request, whose parts may wait for each other. */
  group: RequestGroup;
  signal: AbortSignal;
  /** False once a byte has left: what was sent cannot be taken back. */
  mayRetry: () => boolean;
  /** Which of the server's apps is tried now. */
  onApp: (label: string) => void;
  /** The request has been sent. */
  onSent: () => void;
};

/** One try on one app, with what opens it. The connection calls the hooks. */
export type Attempt<T> = (key: Key, hooks: AttemptHooks) => Source<T>;

type AttemptHooks = {
  signal: AbortSignal;
  /** Call when the request has been sent: from now on it counts. */
  onSent: () => void;
  /** Call when the connection has ended, however it ended. */
  onGone: () => void;
};
