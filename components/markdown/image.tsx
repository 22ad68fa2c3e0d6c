"use client";

import { use, useState } from "react";

import { toHost } from "@/lib/playground/markdown/safe-url";
import { ANSWER } from "@/lib/playground/i18n/answer";

import { useWords } from "../context/i18n";
import { InLink } from "./link";
import styles from "./image.module.css";

type Props = { src: string; alt: string };

/**
 * Shows an image that the model put into its answer. It loads only when the reader asks for it,
 * because its address may carry parts of the conversation to the owner of the host.
 */
export function Image({ src, alt }: Props) {
  const words = useWords(ANSWER);
  const isInLink = use(InLink);
  const [state, setState] = useState<"waiting" | "asked" | "failed">("waiting");
  if (isInLink || !/^https?:/i.test(src)) return <span>{alt || src}</span>;
  if (state === "asked") {
    return (
      // oxlint-disable-next-line nextjs/no-img-element -- it is from anywhere, and was asked for
      <img
        className={styles["image"]}
        src={src}
        alt={alt}
        referrerPolicy="no-referrer"
        onError={() => setState("failed")}
      />
    );
  }
  return (
    <button type="button" className={styles["ask"]} onClick={() => setState("asked")}>
      <span className={styles["action"]}>
        {state === "failed" ? words.imageFailed : words.showImage}
      </span>{" "}
      {alt && <span>{alt}</span>} <span className={styles["host"]}>{toHost(src)}</span>
    </button>
  );
}
