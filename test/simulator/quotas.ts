import type { SparkApp } from "./apps";
import type { SparkError } from "./spark-request";

export type Quotas = {
  readonly admit: (app: SparkApp, uid: string | undefined) => Admission;
};

type Admission = { readonly error: SparkError } | { readonly release: () => void };

/** Tracks limits per app and per user, in Spark's order: rate, then concurrency. */
export function createQuotas(now: () => number): Quotas {
  const arrivals = new Map<string, number[]>();
  const running = new Map<string, number>();
  const users = new Set<string>();

  return {
    admit: (app, uid) => {
      const recent = (arrivals.get(app.appId) ?? []).filter((at) => now() - at < 1000);
      if (recent.length >= (app.qps ?? Infinity))
        return refuse(11202, "AppIdQpsOverFlowError", "qps overflow");
      arrivals.set(app.appId, [...recent, now()]);

      const active = running.get(app.appId) ?? 0;
      if (active >= (app.concurrency ?? Infinity))
        return refuse(11203, "AppIdConcOverFlowError", "conc overflow");

      // It is unverified whether Spark ties 10006 to the uid or the app; here it is the uid within
      // one app.
      const user = uid === undefined ? null : `${app.appId}/${uid}`;
      if (user !== null && users.has(user))
        return refuse(10006, "UserConcurrencyError", "the user is already connected");

      running.set(app.appId, active + 1);
      if (user !== null) users.add(user);
      let released = false;
      const release = () => {
        if (released) return;
        released = true;
        running.set(app.appId, (running.get(app.appId) ?? 1) - 1);
        if (user !== null) users.delete(user);
      };
      return { release };
    },
  };
}

function refuse(code: number, name: string, detail: string): Admission {
  return { error: { code, name, detail } };
}
