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
  const peakBytes = process.resourceUsage().maxRSS * 1024;
  const liveBytes = heapUsed + external;
  process.send({ cpuMs: (user + system) / 1000, rssBytes: rss, peakBytes, liveBytes });
});
process.on("disconnect", () => process.exit(0));
