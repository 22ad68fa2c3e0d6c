import { serve } from "@/lib/gateway/server/serve";

export const dynamic = "force-dynamic";

/**
 * Every path that is neither a route nor a page: what a client with a wrong base URL asks for. The answer
 * is JSON with CORS, and says which base URL to use; a preflight is answered too.
 */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(null);
