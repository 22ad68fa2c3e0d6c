"use client";

import { toHost, toSafeUrl } from "@/lib/playground/markdown/safe-url";
import type { Citation } from "@/lib/playground/conversation/types";
import { ANSWER } from "@/lib/playground/i18n/answer";

import { useWords } from "../context/i18n";
import styles from "./citations.module.css";
import { Link } from "../markdown/link";

/**
 * Lists the sources of an answer. Each title has its host beside it, because anyone can choose a
 * title.
 */
export function Citations({ citations }: { citations: readonly Citation[] }) {
  const words = useWords(ANSWER);
  return (
    <section className={styles["sources"]} aria-label={words.sources}>
      <p>{words.sources}</p>
      <ol>
        {citations.map(({ url, title }) => (
          <li key={url}>
            <Link href={toSafeUrl(url)}>{title || url}</Link> <span>{toHost(url)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
