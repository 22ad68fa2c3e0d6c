import type { Settings } from "../config/settings";
import { productionDeps } from "./deps";

/** What the page shows about this gateway. See `lib/playground/page/gateway-facts.ts`. */
type PageFacts = {
  access: "open" | "keyed" | "own";
  isSimulated: boolean;
  limit: { count: number; seconds: number } | null;
};

/** Reads the facts. With wrong settings the page still renders, and the API reports the error. */
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
