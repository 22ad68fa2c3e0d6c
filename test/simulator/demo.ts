import { checkNode } from "./demo/check-node";

/** `npm run demo`. What an old Node cannot even read is loaded once it is known to be new enough. */
const problem = checkNode(process.versions.node);
if (problem !== null) {
  console.error(problem);
  process.exit(1);
}
const { markBuilt, runDemo } = await import("./demo/run");
// In an image: the build that is there is the demo's.
process.exit(process.argv.includes("--built") ? await markBuilt() : await runDemo());
