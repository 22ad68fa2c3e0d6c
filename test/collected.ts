import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

setFlagsFromString("--expose-gc");
const collect: () => void = runInNewContext("gc");

/** Whether nothing holds an object any more, as the collector sees it. */
export async function isCollected(object: WeakRef<object>): Promise<boolean> {
  // A reference that was made or read in this turn of the event loop holds its object until its end.
  await new Promise((resolve) => setImmediate(resolve));
  collect();
  return object.deref() === undefined;
}
