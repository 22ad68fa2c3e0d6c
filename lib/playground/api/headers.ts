import type { Report } from "../conversation/types";
import type { Allowance } from "../conversation/store";

/** Reads what the gateway reports in headers: ids to ask about, and what it changed. */
export function readReport(headers: Headers): Report {
  const truncated = headers.get("x-spark-truncated");
  return {
    requestId: headers.get("x-request-id"),
    sid: headers.get("x-spark-sid"),
    adjusted: readItems(headers.get("x-spark-adjusted")),
    ignored: readItems(headers.get("x-spark-ignored")),
    truncated: truncated === null ? null : Number(truncated),
  };
}

/** Returns null if the gateway does not limit requests. */
export function readAllowance(headers: Headers): Allowance | null {
  const limit = headers.get("x-ratelimit-limit-requests");
  const remaining = headers.get("x-ratelimit-remaining-requests");
  if (limit === null || remaining === null) return null;
  return { limit: Number(limit), remaining: Number(remaining) };
}

function readItems(header: string | null): string[] {
  return (header ?? "")
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== "");
}
