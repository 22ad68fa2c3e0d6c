import { endpoint } from "@/lib/gateway/http/endpoint";
import { listModels } from "@/lib/gateway/routes/models";

export const dynamic = "force-dynamic";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({ GET: listModels });
