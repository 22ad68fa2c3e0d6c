"use client";

import styles from "./markdown.module.css";
import { createLazyModule, useLazyModule } from "../ui/use-lazy-module";

const RENDERER = createLazyModule(() => import("./rendered-markdown"));

type Props = {
  text: string;
  /** Whether more of it may come. */
  isLive: boolean;
};

/** A model's text. The renderer comes with the first one; until then it is shown as it is. */
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
