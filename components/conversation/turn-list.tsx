import { useStickToBottom } from "use-stick-to-bottom";

import type { AnswerTurn } from "@/lib/playground/conversation/types";
import { TURNS } from "@/lib/playground/i18n/turns";

import { Answer } from "./answer";
import { DownIcon } from "../ui/late-icons";
import { useChat } from "../context/playground";
import { Question } from "./question";
import styles from "./turn-list.module.css";
import { usePrefersReducedMotion } from "../context/use-media";
import type { WireSpot } from "../inspector/use-panel";
import { useWords } from "../context/i18n";

type Props = {
  /** The selected event; without a wire id, it belongs to the last answer. */
  spot: WireSpot | null;
  onWire: (spot: WireSpot) => void;
  onCredentials: () => void;
};

/**
 * Shows the turns. The log is not a live region, because a screen reader would start again with
 * each word that arrives.
 */
export function TurnList({ spot, onWire, onCredentials }: Props) {
  const words = useWords(TURNS);
  const turns = useChat(({ conversation }) => conversation.turns);
  const title = useChat(({ conversation }) => conversation.title);
  const runningId = useChat((state) => state.runningId);
  const isStill = usePrefersReducedMotion();
  const { scrollRef, contentRef, isAtBottom, scrollToBottom } = useStickToBottom({
    initial: "instant",
    // Scrolls smoothly while an answer grows, and instantly when a conversation is opened or
    // switched.
    resize: runningId === null || isStill ? "instant" : "smooth",
  });
  return (
    <div className={styles["frame"]}>
      <div
        ref={scrollRef}
        role="log"
        aria-live="off"
        aria-label={words.conversation}
        // Focusable, so that the keyboard can scroll it too.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        className={styles["log"]}
      >
        <h1 className="visually-hidden">{title}</h1>
        <div ref={contentRef} className={styles["turns"]}>
          {turns.map((turn, index) => {
            switch (turn.role) {
              case "user":
                return <Question key={turn.id} turn={turn} />;
              // Shown on the card of the call that it answers.
              case "tool":
                return null;
              case "assistant":
                return (
                  <Answer
                    key={turn.id}
                    turn={turn}
                    results={turns.slice(index + 1)}
                    isLast={turns.slice(index + 1).every(({ role }) => role === "tool")}
                    isRunning={turn.id === runningId}
                    spot={isAbout(spot, turn) ? spot : null}
                    onWire={onWire}
                    onCredentials={onCredentials}
                  />
                );
            }
          })}
        </div>
      </div>
      {!isAtBottom && (
        <button
          type="button"
          className={styles["latest"]}
          aria-label={words.latest}
          title={words.latest}
          onClick={() => void scrollToBottom(isStill ? "instant" : "smooth")}
        >
          <DownIcon />
        </button>
      )}
    </div>
  );
}

/** Returns whether the event belongs to this turn, so that only this turn renders again. */
function isAbout(spot: WireSpot | null, { variants }: AnswerTurn): boolean {
  if (!spot || spot.event === null) return false;
  return spot.wireId === "" || variants.some(({ wireId }) => wireId === spot.wireId);
}
