import { readFile } from "node:fs/promises";

import { normaliseImage } from "@/lib/gateway/image/normalise";
import { createConverter } from "@/lib/gateway/image/load-image";

/**
 * Converts one file several times in parallel; prints the peak memory above the start, and the
 * time.
 */
const [file = "", times = "1"] = process.argv.slice(2);
const bytes = await readFile(file);
const { signal } = new AbortController();
const convert = createConverter({ require() {}, take() {} });

// Loads the library before the measurement starts.
await normaliseImage(Buffer.alloc(8), false, { signal }).catch(() => {});
const before = process.memoryUsage().rss;
const startedAt = performance.now();
await Promise.all(
  Array.from({ length: Number(times) }, (_, index) =>
    convert(bytes, false, { owner: String(index), signal }),
  ),
);

const peakBytes = process.resourceUsage().maxRSS * 1024 - before;
console.log(JSON.stringify({ peakBytes, milliseconds: performance.now() - startedAt }));
