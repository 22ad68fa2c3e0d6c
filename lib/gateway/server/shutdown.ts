/** Next's exit code for a drained server. For whatever sent the signal, it is a success. */
const TERMINATED = 143;

/**
 * Drains the server on SIGTERM. Next's own listener closes the server and waits for the streams in
 * flight. This one rejects new requests meanwhile, limits the wait, and exits with success.
 */
export function drainOnSigterm(
  process: NodeJS.Process,
  { graceMs, onBegin }: { graceMs: number; onBegin: () => void },
): void {
  let draining = false;
  process.on("SIGTERM", () => {
    // A second signal means that it should stop immediately.
    if (draining) process.exit(0);
    draining = true;
    onBegin();
    setTimeout(() => process.exit(0), graceMs).unref();
  });
  process.on("exit", (code) => {
    if (draining && code === TERMINATED) process.exitCode = 0;
  });
}
