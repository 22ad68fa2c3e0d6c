/** Called by Next once, before the first request. An invalid setting stops the start here. */
export async function register(): Promise<void> {
  if (process.env["NEXT_RUNTIME"] !== "nodejs") return;
  const { start } = await import("./lib/gateway/server/start");
  await start(process);
}
