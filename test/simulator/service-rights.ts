import type { SparkApp } from "./apps";
import type { SparkError } from "./spark-request";

/**
 * Checks the app's permission for a service; each is granted separately, and checked after the
 * signature.
 */
export function findServiceRefusal(
  app: SparkApp,
  { appId, service }: { appId: unknown; service: "embedding" | "image" },
): SparkError | null {
  if (appId !== app.appId) return { code: 10_313, detail: "invalid appid" };
  if (app.banned) return { code: 10_015, name: "AppIdBlockedError", detail: "app id is blocked" };
  if (app.grants && !app.grants.includes(service)) return { code: 11_200, detail: "licc failed" };
  if (app.exhausted || app.spent) return { code: 11_201, detail: "licc failed" };
  return null;
}
