/** `GET /healthz`: the process answers; whether Spark does is not asked, and nothing is logged. */
export function showHealth(): Response {
  return Response.json({ status: "ok" });
}
