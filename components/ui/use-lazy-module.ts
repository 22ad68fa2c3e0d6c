"use client";

import { useEffect, useState } from "react";

/** A part of the page that comes only when it is needed, and then stays for all. */
export type LateModule<Module> = { load: () => Promise<Module>; loaded: Module | undefined };

export function createLateModule<Module>(load: () => Promise<Module>): LateModule<Module> {
  const late: LateModule<Module> = {
    loaded: undefined,
    load: async () => {
      late.loaded = await load();
      return late.loaded;
    },
  };
  return late;
}

/** The module, or undefined until it has come. Where it cannot come, the page does without it. */
export function useModule<Module>(late: LateModule<Module>, isNeeded = true): Module | undefined {
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
