"use client";

import { useMemo } from "react";

import styles from "./coloured-code.module.css";
import { createLazyModule, useLazyModule } from "../ui/use-lazy-module";

const HIGHLIGHT = createLazyModule(() => import("@/lib/playground/markdown/highlight"));

/** Renders code in colour once the highlighter has loaded, and plain without a grammar. */
export function ColouredCode({ grammar, code }: { grammar: string | undefined; code: string }) {
  const colours = useLazyModule(HIGHLIGHT, grammar !== undefined);
  const tokens = useMemo(
    () => (grammar !== undefined && colours ? colours.highlight(grammar, code) : null),
    [colours, grammar, code],
  );
  if (!tokens) return code;
  return tokens.map(({ text, kind, at }) =>
    kind ? (
      <span key={at} className={styles[kind]}>
        {text}
      </span>
    ) : (
      text
    ),
  );
}
