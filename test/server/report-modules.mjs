// Loaded into a server under test: at SIGUSR2, prints the files that have been loaded so far.
import { createRequire } from "node:module";

const { cache } = createRequire(import.meta.url);

process.on("SIGUSR2", () => {
  process.stdout.write(`modules ${JSON.stringify(Object.keys(cache))}\n`);
});
