import type { ComponentProps } from "react";

import { canContinue } from "@/lib/playground/chat/continue-answer";
import { isRunning } from "@/lib/playground/conversation/shown";
import type { AnswerTurn, Turn, Variant } from "@/lib/playground/conversation/types";

import { AnswerActions } from "./answer-actions";
import styles from "./answer.module.css";
import { AnswerMeta } from "./answer-meta";
import { Ending } from "./ending";
import { Silence } from "./silence";
import { useChat, useIsBusy, usePlayground } from "../context/playground";
import { LazyFailureCard } from "../failure/lazy-failure-card";
import { useFailureActions } from "../failure/use-failure-actions";
import type { WireSpot } from "../inspector/use-panel";
import { createPart, useLazyModule } from "../ui/use-lazy-module";

const ANSWER_BODY = createPart(() => import("./answer-body"));
const READING_NOTE = createPart(() => import("./reading-note"));
const WIRE_STRIP = createPart(() => import("../inspector/wire/wire-strip"));

type Props = {
  turn: AnswerTurn;
  variant: Variant;
  results: readonly Turn[];
  isLast: boolean;
  /** Another model's answer stands beside it. */
  isColumn: boolean;
  spot: WireSpot | null;
  onWire: (spot: WireSpot) => void;
  onCredentials: () => void;
};

/** All that is known of one answer: what was measured, what was said, how it ended, its wire. */
export function VariantView(props: Props) {
  const { turn, variant, results, isLast, isColumn, spot, onWire, onCredentials } = props;
  const { chat } = usePlayground();
  const failureActions = useFailureActions(turn.id, onCredentials);
  const strip = useLazyModule(WIRE_STRIP);
  const isBusy = useIsBusy();
  const isLive = isRunning(variant);
  const { wireId, failure, timing } = variant;
  const canAct = isLast && !isBusy;
  const mayGoOn = canAct && !isColumn && canContinue(variant);
  const goOn = mayGoOn ? () => void chat.continueAnswer(turn.id) : undefined;
  return (
    <>
      <AnswerMeta variant={variant} />
      <Body variant={variant} results={results} isLast={isLast} />
      <Ending
        variant={variant}
        onContinue={goOn}
        onRetry={isBusy ? undefined : () => void chat.regenerate(turn.id)}
      />
      {failure && (
        <LazyFailureCard
          failure={failure}
          actions={toFailureActions(canAct, failureActions, goOn)}
        />
      )}
      {strip && wireId && (
        <strip.WireStrip
          wireId={wireId}
          firstTokenMs={timing.firstTokenMs}
          selected={toSelected(spot, wireId, isLast && !isColumn)}
          onSelect={(event) => onWire({ wireId, event })}
        />
      )}
      {isLive ? (
        <Silence key={toLength(variant)} />
      ) : (
        <AnswerActions {...{ turn, variant, isLast, isColumn, onWire }} />
      )}
      <ReadingPlace {...{ variant, onWire, onCredentials }} />
    </>
  );
}

/** Where it says how the reading of this answer stands, while it is read. */
function ReadingPlace(props: Pick<Props, "variant" | "onWire" | "onCredentials">) {
  const { id } = props.variant;
  const reading = useChat((state) => (state.reading?.variantId === id ? state.reading : null));
  const note = useLazyModule(READING_NOTE, reading !== null);
  return reading && note ? <note.ReadingNote {...props} reading={reading} /> : null;
}

/** The bare words, until what shows them has come. */
function Body({ variant, results, isLast }: Pick<Props, "variant" | "results" | "isLast">) {
  const { chat } = usePlayground();
  const isElsewhere = useChat((state) => state.isElsewhere);
  const answer = useLazyModule(ANSWER_BODY);
  if (!answer) {
    return (
      <p dir="auto" className={styles["plain"]}>
        {variant.text}
      </p>
    );
  }
  return (
    <answer.AnswerBody
      variant={variant}
      toolResults={toResults(results)}
      isReadOnly={isElsewhere}
      onToolResult={
        isLast ? (callId, name, text) => void chat.giveResult(callId, name, text) : undefined
      }
    />
  );
}

type FailureActions = ReturnType<typeof useFailureActions>;

/** What failed to go on is retried by going on, not by asking all over again. */
function toFailureActions(
  canAct: boolean,
  actions: FailureActions,
  goOn: (() => void) | undefined,
): ComponentProps<typeof LazyFailureCard>["actions"] {
  if (!canAct) return {};
  return goOn ? { retry: goOn, useOwnKey: actions.useOwnKey } : actions;
}

/** Without a wire of its own, what is looked at is that of the last answer. */
function toSelected(spot: WireSpot | null, wireId: string, isUsual: boolean): number | null {
  if (!spot) return null;
  return spot.wireId === wireId || (spot.wireId === "" && isUsual) ? spot.event : null;
}

/** Changes with every word, thought and argument that comes. */
function toLength({ text, reasoning, toolCalls }: Variant): number {
  const calls = toolCalls.reduce((sum, call) => sum + call.name.length + call.arguments.length, 0);
  return text.length + reasoning.length + calls;
}

/** By the call's id; the results of one answer end where something else begins. */
function toResults(following: readonly Turn[]): ReadonlyMap<string, string> {
  const end = following.findIndex(({ role }) => role !== "tool");
  const own = end === -1 ? following : following.slice(0, end);
  // A Map, because an id may be the name of an inherited property.
  return new Map(own.flatMap((turn) => (turn.role === "tool" ? [[turn.callId, turn.text]] : [])));
}
