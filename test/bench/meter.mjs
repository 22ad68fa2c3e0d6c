// Loaded into each process that is measured: tells over its own channel what it has cost so far, and
// ends with whoever started it.
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc");

process.on("message", (message) => {
  if (message !== "settle" && message !== "cost") return;
  if (message === "settle") collectGarbage();
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed, external } = process.memoryUsage();
  process.send({ cpuMs: (user + system) / 1000, rssBytes: rss, liveBytes: heapUsed + external });
});
process.on("disconnect", () => process.exit(0));
