import type { SparkApp } from "./apps";
import type { SparkError } from "./spark-request";

/** Each service is a grant of its own; what is missing is told after the signature has been accepted. */
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
