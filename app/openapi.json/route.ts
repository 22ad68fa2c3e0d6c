import { endpoint } from "@/lib/gateway/http/endpoint";
import { showOpenApi } from "@/lib/gateway/routes/openapi";

export const dynamic = "force-dynamic";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({ GET: showOpenApi });
