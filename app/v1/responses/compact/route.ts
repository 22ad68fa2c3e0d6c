import { serve } from "@/lib/gateway/server/serve";

export const dynamic = "force-dynamic";

/** Not served, and no id either: clients that compact go by the 404 and summarise by themselves. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serve(null);
