import { endpoint } from "@/lib/gateway/endpoint";
import { showModel } from "@/lib/gateway/models";

export const dynamic = "force-dynamic";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({ GET: showModel });
