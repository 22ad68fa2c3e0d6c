import { chat } from "@/lib/gateway/routes/chat-completions";
import { endpoint } from "@/lib/gateway/http/endpoint";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";
export const maxDuration = 300;

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({ POST: chat });
