import { useState } from "react";

import { useWords } from "@/components/context/i18n";
import type { Variant } from "@/lib/playground/conversation/types";
import { toHttpFile, toLogText } from "@/lib/playground/inspector/export-log";
import type { WireLog } from "@/lib/playground/inspector/log";
import { INSPECTOR } from "@/lib/playground/i18n/inspector";

import { CopyAction } from "../../ui/copy-action";
import { EventsView } from "./events-view";
import { HeadersView } from "./headers-view";
import { MetricList } from "./metric-list";
import { RequestView } from "./request-view";
import { Tabs } from "../../ui/tabs";
import { useWireLog } from "./use-wire-log";
import styles from "./wire-tab.module.css";

type Props = {
  answer: Pick<Variant, "wireId" | "timing" | "usage" | "finishReason"> | null;
  /** The number of the selected event in the whole stream. */
  selected: number | null;
  onSelect: (index: number | null) => void;
};

type View = "request" | "events" | "headers";

const VIEWS: readonly View[] = ["request", "events", "headers"];

/** Shows what went over the wire for one answer. */
export function WireTab({ answer, selected, onSelect }: Props) {
  const t = useWords(INSPECTOR);
  const log = useWireLog(answer?.wireId ?? null);
  const [view, setView] = useState<View>("events");
  const [shown, setShown] = useState(selected);
  // Selecting an event shows it, whatever was open before.
  if (shown !== selected) {
    setShown(selected);
    if (selected !== null) setView("events");
  }
  if (!answer || !log) return <p className={styles["empty"]}>{answer ? t.logGone : t.noLog}</p>;
  return (
    <div className={styles["tab"]}>
      <Line log={log} />
      <MetricList answer={answer} />
      <div className={styles["views"]}>
        <Tabs
          label={t.wire}
          tabs={VIEWS.map((id) => ({ id, label: t[id] }))}
          selected={view}
          onSelect={setView}
          size="small"
        >
          {view === "request" && <RequestView request={log.request} />}
          {view === "events" && <EventsView log={log} selected={selected} onSelect={onSelect} />}
          {view === "headers" && <HeadersView response={log.response} />}
        </Tabs>
      </div>
      <div className={styles["actions"]}>
        <CopyAction label={t.copyHttp} read={() => toHttpFile(log.request)} />
        <CopyAction label={t.copyLog} read={() => toLogText(log)} />
      </div>
    </div>
  );
}

/** Shows the request and its status on one line. */
function Line({ log: { request, response, ending } }: { log: WireLog }) {
  const t = useWords(INSPECTOR);
  const state = ending?.kind ?? "open";
  return (
    <p className={styles["line"]}>
      <span>{`${request.method} ${toPath(request.url)}`}</span>
      {response && <span>{`${response.status} ${response.statusText}`.trim()}</span>}
      <span className={styles["state"]} data-state={state}>
        {[t[state], ending?.detail].filter(Boolean).join(": ")}
      </span>
    </p>
  );
}

function toPath(url: string): string {
  return URL.canParse(url) ? new URL(url).pathname : url;
}
