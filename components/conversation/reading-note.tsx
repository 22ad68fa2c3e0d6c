"use client";

import type { Reading } from "@/lib/playground/conversation/store";
import type { Variant } from "@/lib/playground/conversation/types";
import { VOICE } from "@/lib/playground/i18n/voice";

import { LazyFailureCard } from "../failure/lazy-failure-card";
import { IconButton } from "../ui/icon-button";
import { CloseIcon } from "../ui/late-icons";
import { useVoice } from "../context/use-voice";
import { useWords } from "../context/i18n";
import type { WireSpot } from "../inspector/use-panel";
import styles from "./reading-note.module.css";

type Props = {
  variant: Variant;
  reading: Reading;
  onWire: (spot: WireSpot) => void;
  onCredentials: () => void;
};

/** How the reading of an answer stands, or why it does not. */
export function ReadingNote({ variant, reading, onWire, onCredentials }: Props) {
  const words = useWords(VOICE);
  const voice = useVoice();
  const { phase, isCut, failure, wireId } = reading;
  const read = () => void voice(({ readAloud }) => readAloud.toggle(variant));
  const wire = phase !== "empty" && (
    <button type="button" onClick={() => onWire({ wireId, event: null })}>
      {words.viewWire}
    </button>
  );
  if (phase === "failed") {
    return (
      <div className={styles["failed"]}>
        {failure && (
          <LazyFailureCard failure={failure} actions={{ retry: read, useOwnKey: onCredentials }} />
        )}
        <p className={styles["note"]}>{wire}</p>
      </div>
    );
  }
  const isOver = phase === "empty" || phase === "unplayable";
  return (
    <p className={styles["note"]} data-reading={phase}>
      <output>
        {words.reading[phase]}
        {isCut && !isOver && ` · ${words.onlyBeginning}`}
      </output>
      {phase === "blocked" && (
        <button type="button" onClick={read}>
          {words.play}
        </button>
      )}
      {wire}
      {isOver && (
        <IconButton
          name={words.close}
          onClick={() => void voice(({ readAloud }) => readAloud.stop())}
        >
          <CloseIcon />
        </IconButton>
      )}
    </p>
  );
}
