"use client";

import { useEffect, useState } from "react";

/**
 * A part of the page that comes only when it is needed, and then stays for all. Not `lazy` of React: a
 * part that cannot come (the browser is offline, the server has moved on) must leave the rest standing.
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

/** What {@link fetchParts} has still to fetch. */
const soon = new Set<LazyModule<unknown>>();

/** One that nearly every visit needs, and that should be there also when the network is gone by then. */
export function createPart<Module>(load: () => Promise<Module>): LazyModule<Module> {
  const part = createLazyModule(load);
  soon.add(part);
  return part;
}

/** Fetches what will be wanted soon, and the parts that those parts have in turn. */
export async function fetchParts(): Promise<void> {
  const fetched = [...soon].map((part) => {
    soon.delete(part);
    // What does not come now is asked for again at the next touch.
    return part.load().then(fetchParts, () => void soon.add(part));
  });
  await Promise.all(fetched);
}

/** The module, or undefined until it has come. Where it cannot come, the page does without it. */
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
      // The browser is offline, say: what was plain stays plain, and the next answer tries again.
      () => {},
    );
    return () => {
      isWanted = false;
    };
  }, [late, isMissing]);
  return isNeeded ? late.loaded : undefined;
}
