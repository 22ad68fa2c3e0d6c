import { serve } from "@/lib/gateway/server/serve";

export const dynamic = "force-dynamic";

/** Whatever else is asked for under /v1: 404 in the envelope that OpenAI's clients read. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(null);
