import { serve } from "@/lib/gateway/server/serve";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve("/healthz");
