import { checkNode } from "./demo/check-node";

/** Implements `npm run demo`. Checks Node before it loads code that an old Node cannot parse. */
const problem = checkNode(process.versions.node);
if (problem !== null) {
  console.error(problem);
  process.exit(1);
}
const { markBuilt, runDemo } = await import("./demo/run");
// The Dockerfile's demo stage calls this after its own build.
process.exit(process.argv.includes("--built") ? await markBuilt() : await runDemo());
