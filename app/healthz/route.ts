/** The process answers; whether Spark does is not asked. */
export function GET(): Response {
  return Response.json({ status: "ok" });
}
