import { findErrorTable } from "../../spark/codes";
import type { Key } from "../../spark/key";
import { type Model, toServedModel } from "../../spark/models";
import type { Milestones } from "../../spark/transport/connection";
import type { OpenPost } from "../../spark/transport/post";
import type { Source } from "../../streams/source";
import type { Settings } from "../config/settings";
import { findConsoleName } from "../generate/model-routes";
import { type Origins, toHttpUrl, toSignedUrl } from "../generate/spark-url";
import { type AppDependencies, withApp } from "../generate/with-app";
import type { RequestGroup } from "../pool/pool";
import type { PreparedService } from "./prepare-service";

/** One request to a service that answers in one piece. */
export type ServiceCall<T> = {
  prepared: PreparedService;
  /** The permits of all calls for one caller's request. */
  group: RequestGroup;
  /** The field with the content of the request. */
  param: string;
  signal: AbortSignal;
  onApp: (label: string) => void;
  onSent: () => void;
  /** Builds the body for a key. */
  toMessage: (key: Key) => string;
  /**
   * Parses the answer.
   * @throws GatewayError if it is an error or unreadable
   */
  read: (body: string) => T;
};

export type AskDependencies = AppDependencies & {
  settings: Origins & Pick<Settings, "timeouts">;
  openPost: OpenPost;
  now: () => Date;
};

/** Far more than an image of 1280×720, and more than 16 embeddings written as numbers. */
const MAX_BYTES = 32 * 1024 * 1024;

/**
 * Sends the call, with retries and failover to other apps.
 * @throws GatewayError
 */
export async function askService<T>(
  call: ServiceCall<T>,
  dependencies: AskDependencies,
): Promise<T> {
  const { prepared, group, param, signal, onApp, onSent } = call;
  const { model, credential, service } = prepared;
  const answers = withApp(
    {
      credential,
      model: toServedModel(model),
      service,
      errors: findErrorTable(model),
      consoleName: findConsoleName(model),
      contextTokens: model.contextTokens,
      param,
      group,
      signal,
      mayRetry: () => true,
      onApp,
      onSent,
    },
    (key, hooks) => once(() => post(call, { key, ...hooks }, dependencies)),
    dependencies,
  );
  const { done, value } = await answers.next();
  if (done) throw new Error("an attempt without an answer");
  return value;
}

type PostOptions = Milestones & { key: Key; signal: AbortSignal };

async function post<T>(
  { prepared: { model }, toMessage, read }: ServiceCall<T>,
  { key, ...hooks }: PostOptions,
  { openPost, settings, now }: AskDependencies,
): Promise<T> {
  const { timeouts } = settings;
  const address = toAddress(model, key, { origins: settings, now: now() });
  const message = toMessage(key);
  return read(
    await openPost({ ...address, ...hooks, message, maxBytes: MAX_BYTES, timeouts, now }),
  );
}

/** Returns a signed URL, or a URL with a bearer token. */
function toAddress(model: Model, key: Key, { origins, now }: { origins: Origins; now: Date }) {
  switch (key.service) {
    case "socket":
      return { url: toSignedUrl(model, { app: key.app, origins, now }), bearer: undefined };
    case "http":
      return { url: toHttpUrl(model, origins), bearer: key.password };
  }
}

async function* once<T>(work: () => Promise<T>): Source<T> {
  yield await work();
}
