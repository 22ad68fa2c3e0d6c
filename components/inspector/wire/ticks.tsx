import { type Ref, useMemo } from "react";

import { STRIP_HEIGHT, toSpan, toTicks } from "@/lib/playground/inspector/ticks";
import type { WireEvent } from "@/lib/playground/inspector/event";

import styles from "./wire-strip.module.css";

type Props = {
  ref: Ref<SVGSVGElement>;
  events: readonly WireEvent[];
  current: WireEvent | undefined;
};

const ERRORS: ReadonlySet<WireEvent["kind"]> = new Set(["error", "cut"]);

/** Stretches milliseconds to the available width; the ticks stay two pixels wide. */
export function Ticks({ ref, events, current }: Props) {
  const span = toSpan(events);
  const path = useMemo(() => toTicks(events, toSpan(events)), [events]);
  const errors = events.filter(({ kind }) => ERRORS.has(kind));
  return (
    <svg
      ref={ref}
      className={styles["ticks"]}
      style={{ flexGrow: span.lengthMs }}
      viewBox={`0 0 ${span.lengthMs} ${STRIP_HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <path d={path} className={styles["tick"]} />
      {errors.length > 0 && <path d={toTicks(errors, span)} className={styles["error"]} />}
      {current && (
        <path
          d={`M${current.atMs - span.startMs} 0V${STRIP_HEIGHT}`}
          className={styles["current"]}
        />
      )}
    </svg>
  );
}
