import { endpoint } from "@/lib/gateway/http/endpoint";

/** The process answers; whether Spark does is not asked, and nothing is logged. */
export function GET(): Response {
  return Response.json({ status: "ok" });
}

export const { POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({ GET });
