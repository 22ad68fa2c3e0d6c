import type { SparkApp } from "./apps";
import type { SparkError } from "./spark-request";

/** What the app may use at all, and whether anything of it is left. */
export function findRightsFault(
  app: SparkApp,
  domain: string,
  retired: readonly string[] = [],
): SparkError | null {
  if (retired.includes(domain) || (app.grants && !app.grants.includes(domain)))
    return { code: 11200, name: "AppIdNoAuthError", detail: `domain.${domain}` };
  if (app.exhausted) return { code: 11200, name: "AppIdNoAuthError", detail: "tokens.total" };
  return null;
}
