/** The exit code that Next gives a drained server; to whoever asked it to stop, it is a success. */
const TERMINATED = 143;

/**
 * SIGTERM. Next's own listener closes the server and waits for the streams in
 * flight; this one turns new requests away meanwhile, limits the wait, and makes the end a success.
 */
export function drainOnSigterm(
  process: NodeJS.Process,
  { graceMs, onBegin }: { graceMs: number; onBegin: () => void },
): void {
  let draining = false;
  process.on("SIGTERM", () => {
    // Whoever asks twice is in a hurry.
    if (draining) process.exit(0);
    draining = true;
    onBegin();
    setTimeout(() => process.exit(0), graceMs).unref();
  });
  process.on("exit", (code) => {
    if (draining && code === TERMINATED) process.exitCode = 0;
  });
}
