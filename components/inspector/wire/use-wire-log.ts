import { use, useCallback, useSyncExternalStore } from "react";

import type { WireLog } from "@/lib/playground/inspector/log";

import { RecorderContext } from "./recorder-context";

/**
 * Returns what is recorded under this id so far, updated once per frame; undefined if nothing is
 * kept.
 */
export function useWireLog(wireId: string | null): WireLog | undefined {
  const recorder = use(RecorderContext);
  const subscribe = useCallback(
    (listener: () => void) => (wireId === null ? () => {} : recorder.subscribe(wireId, listener)),
    [recorder, wireId],
  );
  const read = (): WireLog | undefined => (wireId === null ? undefined : recorder.read(wireId));
  return useSyncExternalStore(subscribe, read, () => undefined);
}
