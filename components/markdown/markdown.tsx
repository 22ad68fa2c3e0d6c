"use client";

import styles from "./markdown.module.css";
import { createLazyModule, useLazyModule } from "../ui/use-lazy-module";

const RENDERER = createLazyModule(() => import("./rendered-markdown"));

type Props = {
  text: string;
  /** True if more text may arrive. */
  isLive: boolean;
};

/**
 * Renders a model's text. The renderer loads with the first text, which is shown plain until then.
 */
export function Markdown({ text, isLive }: Props) {
  const renderer = useLazyModule(RENDERER);
  if (!renderer) {
    return (
      <div className={styles["markdown"]} data-live={isLive}>
        <p dir="auto" className={styles["plain"]}>
          {text}
        </p>
      </div>
    );
  }
  return <renderer.RenderedMarkdown text={text} isLive={isLive} />;
}
