import { showHealth } from "@/lib/gateway/routes/health";
import { serve } from "@/lib/gateway/server/serve";

export const GET = showHealth;

export const { POST, PUT, PATCH, DELETE, OPTIONS } = serve("/healthz");
