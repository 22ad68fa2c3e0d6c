import { endpoint } from "@/lib/gateway/endpoint";
import { showMetrics } from "@/lib/gateway/insight/scrape";

export const dynamic = "force-dynamic";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({ GET: showMetrics });
