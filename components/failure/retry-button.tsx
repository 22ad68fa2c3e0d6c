"use client";

import { useEffect, useState } from "react";

import type { Failure } from "@/lib/playground/conversation/types";
import { FAILURE_TEXTS } from "@/lib/playground/i18n/failure";

import { useWords } from "../context/i18n";
import styles from "./failure-card.module.css";
import { useCountdown } from "./use-countdown";

type Props = { failure: Failure; onRetry: () => void };

/**
 * Retries; where a limit says when it may, not before then. Whoever does not want to wait in front
 * of it has it retry by itself, once: a second failure has a card, and an offer, of its own.
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
    // Once: that `onRetry` is another function by now is no reason to retry again.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [isDue]);
  return (
    <>
      <button
        type="button"
        className={styles["retry"]}
        // Not `disabled`: it would lose the focus, and nobody could find it before its time.
        aria-disabled={isWaiting}
        onClick={isWaiting || isDue ? undefined : onRetry}
      >
        {words.retry}
        {hadToWait && <span className={styles["clock"]}>{isWaiting && toClock(leftSeconds)}</span>}
      </button>
      {hadToWait && (
        // The last in sight, so that nothing takes its place: a late press must not land on another.
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

/** Said when it changes, which is not every second. */
function toAnnouncement(words: { autoRetryOn: string; retryNow: string }, wait: Wait): string {
  if (wait.isWaiting) return wait.isAutomatic ? words.autoRetryOn : "";
  return wait.isAutomatic ? "" : words.retryNow;
}

const MINUTE_SECONDS = 60;

/** Seconds as `mm:ss`; an hour is sixty minutes, and no wait is a day. */
function toClock(seconds: number): string {
  const minutes = Math.floor(seconds / MINUTE_SECONDS);
  return [minutes, seconds % MINUTE_SECONDS]
    .map((number) => String(number).padStart(2, "0"))
    .join(":");
}
