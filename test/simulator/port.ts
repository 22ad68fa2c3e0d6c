/** Reads the port in `PORT`. An invalid one prints one line and exits. */
export function readPort(fallback: number): number {
  const asked = process.env["PORT"]?.trim() || String(fallback);
  const port = Number(asked);
  if (/^\d+$/.test(asked) && port <= 65_535) return port;
  console.error("PORT must be a whole number from 0 to 65535.");
  process.exit(1);
}
