import { memo } from "react";

import type { AnswerTurn, Turn, Variant } from "@/lib/playground/conversation/types";
import { readShown } from "@/lib/playground/conversation/turns";
import { TURNS } from "@/lib/playground/i18n/turns";

import { createPart, useLazyModule } from "../ui/use-lazy-module";
import { AnswerActions } from "./answer-actions";
import styles from "./answer.module.css";
import { AnswerMeta } from "./answer-meta";
import { LazyFailureCard } from "./lazy-failure-card";
import { useChat, useIsBusy, usePlayground } from "../context/playground";
import type { WireSpot } from "../inspector/use-panel";
import { useFailureActions } from "./use-failure-actions";
import { useWords } from "../context/i18n";

const ANSWER_BODY = createPart(() => import("./answer-body"));
const WIRE_STRIP = createPart(() => import("../inspector/wire/wire-strip"));

type Props = {
  turn: AnswerTurn;
  /** What follows it, where its calls have their results. */
  results: readonly Turn[];
  isLast: boolean;
  isRunning: boolean;
  onWire: (spot: WireSpot) => void;
  onCredentials: () => void;
};

export const Answer = memo(function AnswerArticle(props: Props) {
  const { turn, results, isLast, isRunning, onWire, onCredentials } = props;
  const words = useWords(TURNS);
  const { chat } = usePlayground();
  const failureActions = useFailureActions(turn.id, onCredentials);
  const answer = useLazyModule(ANSWER_BODY);
  const strip = useLazyModule(WIRE_STRIP);
  const isBusy = useIsBusy();
  const isElsewhere = useChat((state) => state.isElsewhere);
  const variant = readShown(turn);
  if (!variant) return null;
  const { state, wireId, failure, timing } = variant;
  return (
    <article
      className={styles["answer"]}
      aria-label={words.answer}
      aria-busy={isRunning}
      data-state={state}
      // One that is settled need not be laid out while it is out of sight.
      data-settled={!isRunning && !isLast}
    >
      <h2 className="visually-hidden">{words.answer}</h2>
      <AnswerMeta variant={variant} />
      {answer ? (
        <answer.AnswerBody
          variant={variant}
          toolResults={toResults(results)}
          isReadOnly={isElsewhere}
          onToolResult={
            isLast ? (callId, name, text) => void chat.giveResult(callId, name, text) : undefined
          }
        />
      ) : (
        <p dir="auto" className={styles["plain"]}>
          {variant.text}
        </p>
      )}
      <Ending
        variant={variant}
        onRetry={isBusy ? undefined : () => void chat.regenerate(turn.id)}
      />
      {failure && (
        <LazyFailureCard failure={failure} actions={isLast && !isBusy ? failureActions : {}} />
      )}
      {strip && wireId && (
        <strip.WireStrip
          wireId={wireId}
          firstTokenMs={timing.firstTokenMs}
          onSelect={(event) => onWire({ wireId, event })}
        />
      )}
      {!isRunning && (
        <AnswerActions turn={turn} variant={variant} isLast={isLast} onWire={onWire} />
      )}
    </article>
  );
});

/** By the call's id; the results of one answer end where something else begins. */
function toResults(following: readonly Turn[]): ReadonlyMap<string, string> {
  const end = following.findIndex(({ role }) => role !== "tool");
  const own = end === -1 ? following : following.slice(0, end);
  // A Map, because an id may be the name of an inherited property.
  return new Map(own.flatMap((turn) => (turn.role === "tool" ? [[turn.callId, turn.text]] : [])));
}

/** How it ended where its words do not tell: stopped, or cut off. */
function Ending({ variant, onRetry }: { variant: Variant; onRetry: (() => void) | undefined }) {
  const words = useWords(TURNS);
  switch (variant.state) {
    case "stopped":
      return <p className={styles["ending"]}>{words.stopped}</p>;
    case "interrupted":
      return (
        <p className={styles["ending"]}>
          {words.interrupted}{" "}
          {onRetry && (
            <button type="button" onClick={onRetry}>
              {words.retry}
            </button>
          )}
        </p>
      );
    case "waiting":
    case "streaming":
    case "done":
    case "failed":
      return null;
  }
}
