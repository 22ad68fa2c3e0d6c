import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

setFlagsFromString("--expose-gc");
export const collectGarbage: () => void = runInNewContext("gc");

/** Whether nothing holds an object any more, as the collector sees it. */
export async function isCollected(object: WeakRef<object>): Promise<boolean> {
  // A reference that was made or read in this turn of the event loop holds its object until its end.
  await new Promise((resolve) => setImmediate(resolve));
  collectGarbage();
  return object.deref() === undefined;
}

/** Bytes of heap that what is made keeps alive. */
export function measureHeld(make: () => unknown): number {
  collectGarbage();
  const before = process.memoryUsage().heapUsed;
  const made = make();
  collectGarbage();
  const bytes = process.memoryUsage().heapUsed - before;
  return made === undefined ? 0 : bytes;
}
