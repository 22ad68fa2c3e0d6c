import type { Service } from "../../core/service";
import type { Key } from "../../spark/key";
import { createConcurrencyLimiter, type ConcurrencyLimiter } from "./concurrency-limiter";
import { createCooldowns, type Cooldowns, type ServedModel } from "./cooldowns";
import type { SparkApp } from "../config/spark-app";

/** An app in the pool, with what is known of it at this moment. */
export type Member = {
  readonly label: string;
  readonly weight: number;
  readonly qps: number | null;
  readonly limiter: ConcurrencyLimiter;
  readonly cooldowns: Cooldowns;
  /** What opens the service for this model; undefined where the app does not serve it there. */
  findKey: (model: ServedModel, service: Service) => Key | undefined;
};

export function createMember(app: SparkApp, now: () => number, onChange: () => void): Member {
  const { label, weight, qps, credentials, password, models } = app;
  const keys: Readonly<Record<Service, Key | undefined>> = {
    socket: credentials ? { service: "socket", app: credentials } : undefined,
    http: password === null ? undefined : { service: "http", password },
  };
  return {
    label,
    weight,
    qps,
    limiter: createConcurrencyLimiter(app, now, onChange),
    cooldowns: createCooldowns(),
    findKey(model, service) {
      if (models !== null && !models.includes(model.id)) return undefined;
      return model.services.includes(service) ? keys[service] : undefined;
    },
  };
}
