"use client";

import { useSyncExternalStore } from "react";

/** Returns whether the browser believes it is online. */
export function useOnline(): boolean {
  return useSyncExternalStore(subscribe, readOnline, assumeOnline);
}

function subscribe(onChange: () => void): () => void {
  addEventListener("online", onChange);
  addEventListener("offline", onChange);
  return () => {
    removeEventListener("online", onChange);
    removeEventListener("offline", onChange);
  };
}

const readOnline = (): boolean => navigator.onLine;
const assumeOnline = (): boolean => true;
