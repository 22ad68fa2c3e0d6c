import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from "react";

import type { Day } from "@/lib/playground/conversation/days";
import { CONVERSATIONS } from "@/lib/playground/i18n/conversations";

import { ConversationEntry } from "./entry";
import { Import } from "./import";
import styles from "./list.module.css";
import { RemovedEntry } from "./removed-entry";
import { type Found, useFound } from "./use-found";
import { PlusIcon } from "../ui/icons";
import { useChat, usePlayground } from "../context/playground";
import { useLocale, useWords } from "../context/i18n";

type Props = {
  searchBox: RefObject<HTMLInputElement | null>;
  /** Called when another conversation was opened. */
  onDone: () => void;
};

/** Lists the conversations by day, newest first. */
export function ConversationList({ searchBox, onDone }: Props) {
  const words = useWords(CONVERSATIONS);
  const { conversations } = usePlayground();
  const entries = useChat((state) => state.entries);
  const [wanted, setWanted] = useState("");
  const { days, findFirst } = useFound(wanted);
  const beginButton = useRef<HTMLButtonElement>(null);
  useEffect(() => void conversations.list(), [conversations]);
  const open = (id: string) => {
    void conversations.open(id);
    onDone();
  };
  const begin = () => {
    void conversations.begin();
    onDone();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.nativeEvent.isComposing || wanted.trim() === "") return;
    event.preventDefault();
    void findFirst().then((first) => first && open(first.id));
  };
  return (
    <>
      <div className={styles["head"]}>
        <button ref={beginButton} type="button" className={styles["begin"]} onClick={begin}>
          <PlusIcon /> {words.newConversation}
        </button>
        <Import onDone={onDone} />
      </div>
      {entries.length > 0 && (
        <input
          ref={searchBox}
          type="search"
          className={styles["input"]}
          value={wanted}
          aria-label={words.search}
          placeholder={words.search}
          onKeyDown={onKeyDown}
          onChange={({ target }) => setWanted(target.value)}
        />
      )}
      {days.map((day) => (
        <DayGroup
          key={day.at}
          day={day}
          onOpen={open}
          onRestored={() => beginButton.current?.focus()}
        />
      ))}
      {days.length === 0 && (
        <p className={styles["note"]}>
          {entries.length === 0 ? words.noConversations : words.nothingFound}
        </p>
      )}
    </>
  );
}

type GroupProps = { day: Day<Found>; onOpen: (id: string) => void; onRestored: () => void };

function DayGroup({ day: { at, kind, entries }, onOpen, onRestored }: GroupProps) {
  const words = useWords(CONVERSATIONS);
  const locale = useLocale();
  const currentId = useChat(({ conversation }) => conversation.id);
  const removed = useChat((state) => state.removed);
  const name =
    kind === "earlier"
      ? new Intl.DateTimeFormat(locale, { dateStyle: "medium" }).format(at)
      : words[kind];
  return (
    <section className={styles["day"]} aria-label={name}>
      <h3>{name}</h3>
      <ul className={styles["entries"]}>
        {entries.map((entry) => {
          const gone = removed.find(({ id }) => id === entry.id);
          return gone ? (
            <RemovedEntry key={entry.id} conversation={gone} onRestored={onRestored} />
          ) : (
            <ConversationEntry
              key={entry.id}
              entry={entry}
              excerpt={entry.excerpt ?? null}
              isCurrent={entry.id === currentId}
              onOpen={onOpen}
            />
          );
        })}
      </ul>
    </section>
  );
}
