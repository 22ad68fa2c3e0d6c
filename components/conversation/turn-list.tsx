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
  /** The event that is looked at; of the last answer where it names no wire. */
  spot: WireSpot | null;
  onWire: (spot: WireSpot) => void;
  onCredentials: () => void;
};

/** The log itself is silent: read out, an answer would begin again with each word that arrives. */
export function TurnList({ spot, onWire, onCredentials }: Props) {
  const words = useWords(TURNS);
  const turns = useChat(({ conversation }) => conversation.turns);
  const title = useChat(({ conversation }) => conversation.title);
  const runningId = useChat((state) => state.runningId);
  const isStill = usePrefersReducedMotion();
  const { scrollRef, contentRef, isAtBottom, scrollToBottom } = useStickToBottom({
    initial: "instant",
    // It follows smoothly while an answer grows; what is opened or switched is simply there.
    resize: runningId === null || isStill ? "instant" : "smooth",
  });
  return (
    <div className={styles["frame"]}>
      <div
        ref={scrollRef}
        role="log"
        aria-live="off"
        aria-label={words.conversation}
        // Scrolled with the keyboard too.
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

/** So that the others are not drawn anew. */
function isAbout(spot: WireSpot | null, { variants }: AnswerTurn): boolean {
  if (!spot || spot.event === null) return false;
  return spot.wireId === "" || variants.some(({ wireId }) => wireId === spot.wireId);
}
