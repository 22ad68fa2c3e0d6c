import { serve } from "@/lib/gateway/server/serve";

export const dynamic = "force-dynamic";

/**
 * Answers every path that is neither a route nor a page, such as one from a client with a wrong
 * base URL. The answer is JSON with CORS and names the right base URL; a preflight is answered too.
 */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(null);
