import { useWords } from "@/components/context/i18n";
import { interpolate } from "@/lib/playground/inspector/interpolate";
import type { WireLog } from "@/lib/playground/inspector/log";
import { INSPECTOR } from "@/lib/playground/i18n/inspector";

import { EventList } from "./event-list";
import styles from "./events-view.module.css";

type Props = {
  log: WireLog;
  /** Counted through the whole stream. */
  selected: number | null;
  onSelect: (index: number | null) => void;
};

export function EventsView({ log, selected, onSelect }: Props) {
  const t = useWords(INSPECTOR);
  const { events, droppedEvents, ending } = log;
  if (events.length === 0) return <p className={styles["note"]}>{t.noEvents}</p>;
  const place = selected === null ? null : selected - droppedEvents;
  return (
    <div className={styles["view"]}>
      <p className={styles["note"]}>
        {interpolate(t.eventCount, { count: droppedEvents + events.length })}
        {droppedEvents > 0 && ` · ${interpolate(t.earlierGone, { count: droppedEvents })}`}
      </p>
      <EventList
        events={events}
        open={place !== null && place >= 0 && place < events.length ? place : null}
        isLive={ending === null}
        onOpen={onSelect}
      />
    </div>
  );
}
