import { useEffect, useState } from "react";

import { TURNS } from "@/lib/playground/i18n/turns";
import { now } from "@/lib/playground/page/browser";

import { usePlayground } from "../context/playground";
import { useWords } from "../context/i18n";
import styles from "./silence.module.css";

/** A pause that is noticeable. Shorter ones are part of any answer. */
const SILENT_SECONDS = 5;

/**
 * Shows how long nothing has arrived, once that is long. Its space is reserved for the buttons at
 * the end.
 */
export function Silence() {
  const words = useWords(TURNS);
  const { chat } = usePlayground();
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const begunAt = now();
    const timer = setInterval(() => setSeconds(Math.floor((now() - begunAt) / 1000)), 500);
    return () => clearInterval(timer);
  }, []);
  return (
    <div className={styles["silence"]} data-place>
      {seconds >= SILENT_SECONDS && (
        <>
          {words.silent(seconds)}
          <button type="button" className={styles["stop"]} onClick={() => void chat.stop()}>
            {words.stop}
          </button>
        </>
      )}
    </div>
  );
}
