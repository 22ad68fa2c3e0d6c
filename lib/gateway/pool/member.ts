import type { Service } from "../../core/service";
import { type Bearer, type Key, toAppBearer } from "../../spark/key";
import { createConcurrencyLimiter, type ConcurrencyLimiter } from "./concurrency-limiter";
import { createCooldowns, type Cooldowns, type ServedModel } from "./cooldowns";
import type { SparkApp } from "../config/spark-app";

/** An app in the pool with its current state. */
export type Member = {
  readonly label: string;
  readonly weight: number;
  readonly qps: number | null;
  readonly concurrency: number | null;
  readonly limiter: ConcurrencyLimiter;
  readonly cooldowns: Cooldowns;
  /**
   * Returns the credential for a model on a service; undefined if the app does not serve it there.
   */
  findKey: (model: ServedModel, service: Service) => Key | undefined;
};

export function createMember(app: SparkApp, now: () => number, onChange: () => void): Member {
  const { label, weight, qps, concurrency, models, kinds } = app;
  const findKey = createKeyFinder(app);
  return {
    label,
    weight,
    qps,
    concurrency,
    limiter: createConcurrencyLimiter(app, now, onChange),
    cooldowns: createCooldowns(),
    findKey(model, service) {
      if (models !== null && !models.includes(model.id)) return undefined;
      if (kinds !== null && !kinds.includes(model.kind)) return undefined;
      return model.services.includes(service) ? findKey(model, service) : undefined;
    },
  };
}

/** Creates each key once, because signed URLs are cached per key. */
function createKeyFinder({ credentials, password }: SparkApp): Member["findKey"] {
  const socket: Key | undefined = credentials ? { service: "socket", app: credentials } : undefined;
  const toHttp = (bearer: Bearer): Key | undefined => {
    const own = credentials && toAppBearer(credentials, bearer);
    const chosen = own ?? password;
    return chosen === null ? undefined : { service: "http", password: chosen };
  };
  const http: Readonly<Record<Bearer, Key | undefined>> = {
    password: toHttp("password"),
    pair: toHttp("pair"),
    key: toHttp("key"),
  };
  return ({ bearer }, service) => (service === "socket" ? socket : http[bearer]);
}
