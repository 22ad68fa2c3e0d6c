import { serve } from "@/lib/gateway/server/serve";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";
export const maxDuration = 300;

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve("/v1/audio/speech");
