import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

setFlagsFromString("--expose-gc");
export const collectGarbage: () => void = runInNewContext("gc");

/** Returns whether an object has been garbage collected. */
export async function isCollected(object: WeakRef<object>): Promise<boolean> {
  // A reference that was created or read in this turn of the event loop keeps its object alive
  // until the turn ends.
  await new Promise((resolve) => setImmediate(resolve));
  collectGarbage();
  return object.deref() === undefined;
}

/** Measures the bytes of heap that the created object keeps alive. */
export function measureHeld(make: () => unknown): number {
  collectGarbage();
  const before = process.memoryUsage().heapUsed;
  const made = make();
  collectGarbage();
  const bytes = process.memoryUsage().heapUsed - before;
  return made === undefined ? 0 : bytes;
}
