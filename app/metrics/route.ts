import { endpoint } from "@/lib/gateway/http/endpoint";
import { showMetrics } from "@/lib/gateway/routes/metrics";

export const dynamic = "force-dynamic";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({ GET: showMetrics });
