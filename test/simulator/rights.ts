import type { SparkApp } from "./apps";
import type { SparkError } from "./spark-request";

/** Checks the app's permissions and its remaining quota. */
export function findRightsFault(
  app: SparkApp,
  domain: string,
  retired: readonly string[] = [],
): SparkError | null {
  if (app.banned) return { code: 10015, name: "AppIdBlockedError", detail: "app id is blocked" };
  if (retired.includes(domain) || (app.grants && !app.grants.includes(domain)))
    return { code: 11200, name: "AppIdNoAuthError", detail: `domain.${domain}` };
  if (app.exhausted) return { code: 11200, name: "AppIdNoAuthError", detail: "tokens.total" };
  if (app.spent) return { code: 11201, name: "AppIdDayFlowError", detail: "daily limit" };
  return null;
}
