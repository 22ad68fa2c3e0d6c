"use client";

import { type RefObject, useEffect } from "react";

import type { Dictation } from "@/lib/playground/conversation/store";
import { VOICE } from "@/lib/playground/i18n/voice";

import { useChat } from "../context/playground";
import { useVoice } from "../context/use-voice";
import { useWords } from "../context/i18n";
import { LazyFailureCard } from "../failure/lazy-failure-card";
import { CloseIcon } from "../ui/late-icons";
import styles from "./dictation-bar.module.css";

type Props = { box: RefObject<HTMLTextAreaElement | null>; onKeyNeeded: () => void };

/** Shows the length and level of a dictation, or its error. */
export function DictationBar({ box, onKeyNeeded }: Props) {
  const dictation = useChat((state) => state.dictation ?? null);
  useEscape(dictation, box);
  if (!dictation) return null;
  return dictation.phase === "problem" ? (
    <Problem dictation={dictation} onKeyNeeded={onKeyNeeded} />
  ) : (
    <Progress dictation={dictation} phase={dictation.phase} />
  );
}

type ProgressProps = { dictation: Dictation; phase: "asking" | "recording" | "writing" };

function Progress({ dictation: { seconds, level }, phase }: ProgressProps) {
  const words = useWords(VOICE);
  return (
    <div className={styles["bar"]}>
      <output>{words[phase]}</output>
      {phase === "recording" && (
        <>
          <meter className={styles["level"]} aria-label={words.level} value={level} />
          <span className={styles["clock"]}>{toClock(seconds)} / 5:00</span>
        </>
      )}
    </div>
  );
}

function Problem({ dictation, onKeyNeeded }: Omit<Props, "box"> & { dictation: Dictation }) {
  const words = useWords(VOICE);
  const voice = useVoice();
  const { problem, failure } = dictation;
  const close = (
    <button
      type="button"
      className={styles["close"]}
      aria-label={words.close}
      title={words.close}
      onClick={() => void voice(({ dictate }) => dictate.dismiss())}
    >
      <CloseIcon />
    </button>
  );
  if (problem === null || problem === "failed") {
    const retry = () => void voice(({ dictate }) => dictate.retry());
    return (
      <div className={styles["failed"]}>
        {failure && (
          <LazyFailureCard failure={failure} actions={{ retry, useOwnKey: onKeyNeeded }} />
        )}
        {close}
      </div>
    );
  }
  return (
    <p role="alert" className={styles["problem"]}>
      {words.problems[problem]}
      {close}
    </p>
  );
}

/** Escape ends a recording before it stops an answer. */
function useEscape(dictation: Dictation | null, box: Props["box"]): void {
  const voice = useVoice();
  const isRecording = dictation?.phase === "recording";
  useEffect(() => {
    if (!isRecording) return;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || event.isComposing) return;
      event.preventDefault();
      event.stopPropagation();
      void voice(({ dictate }) => dictate.toggle(box.current));
    };
    document.addEventListener("keydown", onKeyDown, true);
    return () => document.removeEventListener("keydown", onKeyDown, true);
  });
}

const MINUTE_SECONDS = 60;

function toClock(seconds: number): string {
  const whole = Math.floor(seconds);
  const rest = String(whole % MINUTE_SECONDS).padStart(2, "0");
  return `${Math.floor(whole / MINUTE_SECONDS)}:${rest}`;
}
