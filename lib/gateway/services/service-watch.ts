import { findFailure } from "../../core/errors";
import { toSidHeader } from "../generate/spark-headers";
import type { RequestContext } from "../http/request-context";
import type { Account } from "../limits/account";
import type { RequestFields } from "../telemetry/request-fields";

/** How many session ids of one request are reported in the header and the log. */
const MAX_SIDS = 8;

/** Tracks the log fields, headers and cost of a request that calls a service many times. */
export function createServiceWatch(context: RequestContext, account: Account) {
  const apps = new Set<string>();
  const sids: string[] = [];
  const record = (): void =>
    context.record({ app: [...apps].join(",") || undefined, sid: sids.join(",") || undefined });
  const end = async (): Promise<void> => {
    record();
    context.detach();
    await account.settle();
  };
  const begin = async <T>(work: Promise<T>, fields?: () => RequestFields): Promise<T> => {
    try {
      return await work;
    } catch (error) {
      const failure = findFailure(error);
      const refused = failure && "sid" in failure ? failure.sid : null;
      context.setHeaders(toSidHeader([...new Set([...sids, refused ?? ""])]));
      context.abort();
      if (fields) context.record(fields());
      await end();
      throw error;
    }
  };
  return {
    hooks: {
      signal: context.signal,
      onApp: (label: string) => void apps.add(label),
      onAnswer: (sid: string | null): void => {
        account.markVerified();
        if (sid && sids.length < MAX_SIDS) sids.push(sid);
      },
    },
    sids: (): readonly string[] => sids,

    /** Settles the account, once nothing more will be sent. */
    end,

    /**
     * Waits for the work that has to be done before the answer begins. A failure settles the
     * account and aborts everything that is still running.
     */
    begin,

    /**
     * Settles the account however the work ends; a failure aborts everything that is still running.
     */
    async guard<T>(work: Promise<T>): Promise<T> {
      const result = await begin(work);
      await end();
      return result;
    },
    finish: (fields: RequestFields): void => context.record(fields),
  };
}

export type ServiceWatch = ReturnType<typeof createServiceWatch>;
