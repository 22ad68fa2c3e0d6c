"use client";

import { FIELDS, toWireName } from "@/lib/playground/conversation/parameters";

import styles from "./parameter-chips.module.css";
import { useChat } from "../context/playground";
import { useChatWords } from "../context/i18n";

/** Which parameters are set; a press shows them. */
export function ParameterChips({ onClick }: { onClick: () => void }) {
  const words = useChatWords();
  const parameters = useChat(({ conversation }) => conversation.parameters);
  const set = Object.entries(parameters).flatMap(([name, value]) =>
    value === undefined ? [] : [toLabel(name, value)],
  );
  if (set.length === 0) return null;
  return (
    <button type="button" className={styles["chips"]} title={words.set} onClick={onClick}>
      {set.join(" · ")}
    </button>
  );
}

/** By its name on the wire. Numbers and short words are told, long texts only named. */
function toLabel(ownName: string, value: unknown): string {
  const field = FIELDS.find(({ name }) => name === ownName);
  const name = field ? toWireName(field).split(".").at(-1) : ownName;
  const isShort = typeof value === "number" || (typeof value === "string" && value.length <= 12);
  if (value === false) return `${name} off`;
  return isShort ? `${name} ${value}` : `${name}`;
}
