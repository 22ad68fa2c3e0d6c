/** Next calls this once, before the first request: a wrong setting ends the start here. */
export async function register(): Promise<void> {
  if (process.env["NEXT_RUNTIME"] !== "nodejs") return;
  const { start } = await import("./lib/gateway/server/start");
  await start(process);
}
