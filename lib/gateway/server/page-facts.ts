import type { Settings } from "../config/settings";
import { productionDeps } from "./deps";

/** What the page says of this gateway: who may use it, what stands behind it, how much of it there is. */
type PageFacts = {
  access: "open" | "keyed" | "own";
  isSimulated: boolean;
  limit: { count: number; seconds: number } | null;
};

/** Where the settings are wrong, the page comes up all the same, and the API says what is wrong. */
export function readPageFacts(): PageFacts {
  try {
    return toPageFacts(productionDeps().settings);
  } catch {
    return { access: "own", isSimulated: false, limit: null };
  }
}

function toPageFacts({
  apps,
  gatewayKeys,
  isSimulated,
  rateLimit,
}: Pick<Settings, "apps" | "gatewayKeys" | "isSimulated" | "rateLimit">): PageFacts {
  const own = gatewayKeys.isRequired ? "keyed" : "open";
  const [shortest] = rateLimit.toSorted((a, b) => a.seconds - b.seconds);
  return {
    access: apps.length > 0 ? own : "own",
    isSimulated,
    limit: shortest ? { count: shortest.limit, seconds: shortest.seconds } : null,
  };
}
