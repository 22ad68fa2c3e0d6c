import type { Clock } from "@/lib/gateway/pool/waiter";

/** A clock that moves only when advanced. */
export type TestClock = Clock & {
  advance: (milliseconds: number) => void;
  /** The number of pending alarms. */
  readonly alarms: number;
};

/** 2026-11-24, noon in Beijing, unless another time is given. */
export function createClock(start = Date.UTC(2026, 10, 24, 4)): TestClock {
  let time = start;
  const alarms = new Set<{ at: number; act: () => void }>();
  return {
    now: () => time,
    after(milliseconds, act) {
      const alarm = { at: time + milliseconds, act };
      alarms.add(alarm);
      return () => void alarms.delete(alarm);
    },
    advance(milliseconds) {
      const end = time + milliseconds;
      for (;;) {
        const due = [...alarms].filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at)[0];
        if (!due) break;
        alarms.delete(due);
        time = due.at;
        due.act();
      }
      time = end;
    },
    get alarms() {
      return alarms.size;
    },
  };
}
