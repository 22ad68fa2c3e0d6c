import { endpoint } from "@/lib/gateway/http/endpoint";
import { showModel } from "@/lib/gateway/routes/models";

export const dynamic = "force-dynamic";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({ GET: showModel });
