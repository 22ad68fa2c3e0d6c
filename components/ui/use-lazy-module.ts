"use client";

import { useEffect, useState } from "react";

/**
 * A part of the page that is loaded on first use and then kept. This is not React's `lazy`: if a
 * part cannot be loaded (the browser is offline, the server has a new version), the rest of the
 * page must keep working.
 */
export type LazyModule<Module> = { load: () => Promise<Module>; loaded: Module | undefined };

export function createLazyModule<Module>(load: () => Promise<Module>): LazyModule<Module> {
  const late: LazyModule<Module> = {
    loaded: undefined,
    load: async () => {
      late.loaded = await load();
      return late.loaded;
    },
  };
  return late;
}

/** The parts that {@link fetchParts} still has to fetch. */
const soon = new Set<LazyModule<unknown>>();

/**
 * Creates a part that nearly every visit needs, and that should already be there if the network
 * fails later.
 */
export function createPart<Module>(load: () => Promise<Module>): LazyModule<Module> {
  const part = createLazyModule(load);
  soon.add(part);
  return part;
}

/** Fetches the parts that will be needed soon, and then the parts that these need. */
export async function fetchParts(): Promise<void> {
  const fetched = [...soon].map((part) => {
    soon.delete(part);
    // A part that fails now is requested again at the next touch.
    return part.load().then(fetchParts, () => void soon.add(part));
  });
  await Promise.all(fetched);
}

/** Returns the module; undefined until it has loaded. The page works without it. */
export function useLazyModule<Module>(
  late: LazyModule<Module>,
  isNeeded = true,
): Module | undefined {
  const [, setCame] = useState(false);
  const isMissing = isNeeded && late.loaded === undefined;
  useEffect(() => {
    if (!isMissing) return;
    let isWanted = true;
    late.load().then(
      () => isWanted && setCame(true),
      // The browser may be offline: what was plain stays plain, and the next answer tries again.
      () => {},
    );
    return () => {
      isWanted = false;
    };
  }, [late, isMissing]);
  return isNeeded ? late.loaded : undefined;
}
