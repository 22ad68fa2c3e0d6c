import { endpoint } from "@/lib/gateway/endpoint";
import { showOpenApi } from "@/lib/gateway/openapi";

export const dynamic = "force-dynamic";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({ GET: showOpenApi });
