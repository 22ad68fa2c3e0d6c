import { serve } from "@/lib/gateway/server/serve";

export const dynamic = "force-dynamic";

/** Where clients arrive whose base URL lacks its `/v1`: the answer tells them so. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(null);
