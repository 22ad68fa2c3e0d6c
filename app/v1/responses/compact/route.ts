import { serve } from "@/lib/gateway/server/serve";

export const dynamic = "force-dynamic";

/** Not served, and not an id either: on a 404, clients that compact summarise by themselves. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(null);
