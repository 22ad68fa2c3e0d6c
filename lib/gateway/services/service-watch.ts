import { findFailure } from "../../core/errors";
import { toSidHeader } from "../generate/spark-headers";
import type { RequestContext } from "../http/request-context";
import type { Account } from "../limits/account";
import type { RequestFields } from "../telemetry/request-fields";

/** A header and a line in the log name so many of a request's sessions. */
const MAX_SIDS = 8;

/** Keeps the log, the headers and the bill of a request that asks a service many times. */
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

    /** All has been said, or nothing more will be: the bill is settled. */
    end,

    /** The work before the answer begins; a failure ends all that still runs, and the bill is settled. */
    begin,

    /** Work that is all of the answer: whatever becomes of it, the bill is settled. */
    async guard<T>(work: Promise<T>): Promise<T> {
      const result = await begin(work);
      await end();
      return result;
    },
    finish: (fields: RequestFields): void => context.record(fields),
  };
}

export type ServiceWatch = ReturnType<typeof createServiceWatch>;
