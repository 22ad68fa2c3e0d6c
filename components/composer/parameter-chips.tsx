"use client";

import { findKind } from "@/lib/playground/conversation/models";
import { type Field, listFields, toWireName } from "@/lib/playground/conversation/parameters";

import styles from "./parameter-chips.module.css";
import { useChat } from "../context/playground";
import { useChatWords } from "../context/i18n";

/** Lists the parameters that are set; a press opens them. */
export function ParameterChips({ onClick }: { onClick: () => void }) {
  const words = useChatWords();
  const parameters = useChat(({ conversation }) => conversation.parameters);
  const kind = useChat(({ conversation, models }) => findKind(models, conversation.model));
  // Parameters that the chosen model lacks are kept for the next model.
  const fields = listFields(kind);
  const set = Object.entries(parameters).flatMap(([name, value]) => {
    const field = fields.find((one) => one.name === name);
    return field && value !== undefined ? [toLabel(field, value)] : [];
  });
  if (set.length === 0) return null;
  return (
    <button type="button" className={styles["chips"]} title={words.set} onClick={onClick}>
      {set.join(" · ")}
    </button>
  );
}

/** Shows the name on the wire. Numbers and short texts are included, long texts only named. */
function toLabel(field: Field, value: unknown): string {
  const name = toWireName(field).split(".").at(-1);
  const isShort = typeof value === "number" || (typeof value === "string" && value.length <= 12);
  if (value === false) return `${name} off`;
  return isShort ? `${name} ${value}` : `${name}`;
}
