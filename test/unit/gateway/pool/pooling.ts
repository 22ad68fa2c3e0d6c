import { type Failure, findFailure } from "@/lib/core/errors";
import type { Demand } from "@/lib/gateway/pool/selector";
import { createAppPool, type Lease, type RequestGroup } from "@/lib/gateway/pool/pool";
import type { SparkApp } from "@/lib/gateway/config/spark-app";
import type { LogFields } from "@/lib/gateway/telemetry/log";
import { createCatalogue } from "@/lib/spark/catalogue";
import { toServedModel } from "@/lib/spark/models";
import type { ServedModel } from "@/lib/gateway/pool/cooldowns";
import type { Service } from "@/lib/core/service";

import { createClock } from "./clock";
import { toRejection } from "@/lib/spark/codes";

export const QUEUE_TIMEOUT_MS = 10_000;

const catalogue = createCatalogue();

export function findModel(id: string): ServedModel {
  const model = catalogue.findRow(id);
  if (!model) throw new Error(`no model ${id}`);
  return toServedModel(model);
}

/** Creates an app that serves every model over the WebSocket, except for the given changes. */
export function toApp(label: string, more: Partial<SparkApp> = {}): SparkApp {
  return {
    label,
    credentials: { appId: label, apiSecret: `${label}-secret`, apiKey: `${label}-key` },
    password: null,
    models: null,
    kinds: null,
    weight: 1,
    concurrency: null,
    qps: null,
    ...more,
  };
}

export type Outcome = { lease?: Lease; failure?: Failure | undefined; error?: unknown };

/** Opens a pool with its own clock, and requests whose outcome can be inspected. */
export function openPool(...apps: SparkApp[]) {
  return open(apps, QUEUE_TIMEOUT_MS);
}

/** Opens a pool without a queue timeout. */
export function openPatientPool(apps: readonly SparkApp[]) {
  return open(apps, Number.MAX_SAFE_INTEGER);
}

function open(apps: readonly SparkApp[], queueTimeoutMs: number) {
  const clock = createClock();
  const log: LogFields[] = [];
  const pool = createAppPool(apps, {
    clock,
    log: (_level, event, fields) => void log.push({ event, ...fields }),
    queueTimeoutMs,
  });

  const toWants = (model = "lite", service: Service = "socket"): Demand => ({
    model: findModel(model),
    service,
    tried: new Set(),
    excluded: new Set(),
  });

  /** Joins the queue now; the outcome is filled in later. */
  const ask = (
    options: { model?: string; service?: Service; signal?: AbortSignal; party?: RequestGroup } = {},
  ): Outcome => {
    const { signal = new AbortController().signal, party = { held: 0 } } = options;
    const outcome: Outcome = {};
    pool.lease(toWants(options.model, options.service), party, signal).then(
      (lease) => (outcome.lease = lease),
      (error: unknown) => Object.assign(outcome, { error, failure: findFailure(error) }),
    );
    return outcome;
  };

  /** Leases an app that is free. */
  const take = async (model?: string, service?: Service): Promise<Lease> =>
    pool.lease(toWants(model, service), { held: 0 }, new AbortController().signal);

  /** Makes an app reject a request. */
  const refuse = async (code: number, message = "", model?: string): Promise<string> => {
    const lease = await take(model);
    pool.report(lease.member, toWants(model), toRejection(code, message, "cht1"));
    lease.release();
    return lease.member.label;
  };

  return { pool, clock, log, toWants, ask, take, refuse };
}

/** Waits until the callbacks of settled promises have run. */
export const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
