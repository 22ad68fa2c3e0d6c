// Loaded into each measured process: reports its cost over its own channel, and exits when the
// process that started it exits.
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
