import type { ChatWords } from "@/lib/playground/i18n/chat";
import { interpolate } from "@/lib/playground/inspector/interpolate";
import { needsKey } from "@/lib/playground/chat/needs-key";
import type { ChatState } from "@/lib/playground/conversation/store";

import styles from "./credentials-pill.module.css";
import { KeyIcon } from "../ui/icons";
import { useChat } from "../context/playground";
import { useChatWords } from "../context/i18n";

/** Shows whose app pays, and how many requests are allowed or left, if the gateway limits them. */
export function CredentialsPill({ onClick }: { onClick: () => void }) {
  const words = useChatWords();
  const payer = useChat((state) => toPayer(state, words));
  const count = useChat((state) => toCount(state, words));
  const isNeeded = useChat(needsKey);
  const mode = useChat(({ credentials }) => credentials.mode);
  return (
    <span className={styles["pill"]} data-mode={mode} data-needed={isNeeded}>
      <KeyIcon />
      <span className={styles["mode"]}>{payer}</span>
      {count !== null && <span className={styles["allowance"]}>{count}</span>}
      {/* Covers the whole pill, because the visible text is its state, not its name. */}
      <button type="button" aria-label={words.credentials} title={payer} onClick={onClick} />
    </span>
  );
}

function toPayer(state: ChatState, words: ChatWords): string {
  if (needsKey(state)) return words.keyNeeded;
  const { credentials, gateway } = state;
  const isServer = credentials.mode === "server";
  return isServer && gateway.isSimulated
    ? words.simulator
    : words.credentialModes[credentials.mode];
}

/** Returns the remaining requests, or the limit until an answer has reported them. */
function toCount({ allowance, gateway }: ChatState, words: ChatWords): string | null {
  if (allowance) return interpolate(words.allowance, allowance);
  if (!gateway.limit) return null;
  return interpolate(toRate(gateway.limit.seconds, words), gateway.limit);
}

const MINUTE_S = 60;
const HOUR_S = 3600;
const DAY_S = 86_400;

function toRate(seconds: number, words: ChatWords): string {
  switch (seconds) {
    case MINUTE_S:
      return words.perMinute;
    case HOUR_S:
      return words.perHour;
    case DAY_S:
      return words.perDay;
    default:
      return words.limit;
  }
}
