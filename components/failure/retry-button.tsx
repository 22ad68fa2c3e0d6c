"use client";

import { useEffect, useState } from "react";

import type { Failure } from "@/lib/playground/conversation/types";
import { FAILURE_TEXTS } from "@/lib/playground/i18n/failure";

import { useWords } from "../context/i18n";
import styles from "./failure-card.module.css";
import { useCountdown } from "./use-countdown";

type Props = { failure: Failure; onRetry: () => void };

/**
 * Retries, after a rate limit only once the wait is over. The reader can also have it retry
 * automatically, once; a second failure has a card and an offer of its own.
 */
export function RetryButton({ failure: { at, retryAfterMs }, onRetry }: Props) {
  const words = useWords(FAILURE_TEXTS);
  const leftSeconds = useCountdown(at + (retryAfterMs ?? 0));
  const [hadToWait] = useState(leftSeconds > 0);
  const [isAutomatic, setAutomatic] = useState(false);
  const isWaiting = leftSeconds > 0;
  const isDue = isAutomatic && !isWaiting;
  useEffect(() => {
    if (isDue) onRetry();
    // Once only: a new `onRetry` function is no reason to retry again.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [isDue]);
  return (
    <>
      <button
        type="button"
        className={styles["retry"]}
        // Not `disabled`, because it would lose the focus, and could not be found before its time.
        aria-disabled={isWaiting}
        onClick={isWaiting || isDue ? undefined : onRetry}
      >
        {words.retry}
        {hadToWait && <span className={styles["clock"]}>{isWaiting && toClock(leftSeconds)}</span>}
      </button>
      {hadToWait && (
        // The last button, so that none takes its place and a late press cannot hit another.
        <button
          type="button"
          className={styles["automatic"]}
          disabled={!isWaiting}
          onClick={() => setAutomatic(!isAutomatic)}
        >
          {isAutomatic ? words.autoRetryOff : words.autoRetry}
        </button>
      )}
      {hadToWait && (
        <output className="visually-hidden">
          {toAnnouncement(words, { isWaiting, isAutomatic })}
        </output>
      )}
    </>
  );
}

type Wait = { isWaiting: boolean; isAutomatic: boolean };

/** Announced when it changes, which is not every second. */
function toAnnouncement(words: { autoRetryOn: string; retryNow: string }, wait: Wait): string {
  if (wait.isWaiting) return wait.isAutomatic ? words.autoRetryOn : "";
  return wait.isAutomatic ? "" : words.retryNow;
}

const MINUTE_SECONDS = 60;

/** Formats seconds as `mm:ss`; waits are shorter than a day, so an hour is sixty minutes. */
function toClock(seconds: number): string {
  const minutes = Math.floor(seconds / MINUTE_SECONDS);
  return [minutes, seconds % MINUTE_SECONDS]
    .map((number) => String(number).padStart(2, "0"))
    .join(":");
}
