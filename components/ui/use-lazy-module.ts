"use client";

import { useEffect, useState } from "react";

/** A part of the page that comes only when it is needed, and then stays for all. */
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
