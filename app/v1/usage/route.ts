import { serve } from "@/lib/gateway/server/serve";

export const dynamic = "force-dynamic";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve("/v1/usage");
