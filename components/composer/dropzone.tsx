import { type DragEvent, type ReactNode, useRef, useState } from "react";

import { attach } from "@/lib/playground/composer/attach";

import styles from "./dropzone.module.css";
import { usePlayground } from "../context/playground";
import { useChatWords } from "../context/i18n";

/**
 * Accepts images dropped anywhere on the conversation, as files or from another page. A link is
 * text.
 */
export function Dropzone({
  className,
  children,
}: {
  className: string | undefined;
  children: ReactNode;
}) {
  const words = useChatWords();
  const { draftEditor } = usePlayground();
  const [isOver, setIsOver] = useState(false);
  // Events of nested elements bubble up too, in pairs.
  const depth = useRef(0);

  const enter = (event: DragEvent) => {
    if (!canTake(event)) return;
    depth.current += 1;
    setIsOver(true);
  };
  const leave = () => {
    depth.current = Math.max(0, depth.current - 1);
    setIsOver(depth.current > 0);
  };
  const drop = (event: DragEvent) => {
    depth.current = 0;
    setIsOver(false);
    if (!canTake(event)) return;
    event.preventDefault();
    const text = attach(event.dataTransfer, draftEditor);
    if (text !== null) draftEditor.addText(text);
  };
  return (
    // The button does the same for users who cannot drop.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <main
      className={className}
      onDragEnter={enter}
      onDragLeave={leave}
      onDragOver={(event) => canTake(event) && event.preventDefault()}
      onDrop={drop}
    >
      {children}
      {isOver && <div className={styles["over"]}>{words.dropHere}</div>}
    </main>
  );
}

function canTake({ dataTransfer }: DragEvent): boolean {
  return dataTransfer.types.some((type) => type === "Files" || type === "text/uri-list");
}
