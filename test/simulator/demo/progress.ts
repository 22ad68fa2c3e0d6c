const EVERY_MS = 1000;
const LINE_EVERY_S = 10;

/** Shows the seconds while something runs: every second in a terminal, else every ten. */
export async function withProgress<Value>(
  what: string,
  work: () => Promise<Value>,
  output: NodeJS.WriteStream = process.stdout,
): Promise<Value> {
  const startedAt = Date.now();
  const read = (): string => `${what} ${Math.round((Date.now() - startedAt) / 1000)} s`;
  let seconds = 0;
  output.write(output.isTTY ? read() : `${what} …\n`);
  const timer = setInterval(() => {
    seconds += 1;
    if (output.isTTY) output.write(`\r${read()}`);
    else if (seconds % LINE_EVERY_S === 0) output.write(`${read()}\n`);
  }, EVERY_MS);
  try {
    return await work();
  } finally {
    clearInterval(timer);
    output.write(output.isTTY ? `\r${read()}\n` : `${read()}\n`);
  }
}
