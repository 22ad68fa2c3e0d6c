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
const WIRE_STRIP = createPart(() => import("../inspector/wire/wire-strip"));

type Props = {
  turn: AnswerTurn;
  variant: Variant;
  results: readonly Turn[];
  isLast: boolean;
  /** True if another model's answer is shown beside it. */
  isColumn: boolean;
  spot: WireSpot | null;
  onWire: (spot: WireSpot) => void;
  onCredentials: () => void;
};

/** Shows everything known of one answer: measurements, content, ending, wire log. */
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
    </>
  );
}

/** Shows the plain text until the code that renders it has loaded. */
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

/** A failed continuation is retried by continuing, not by a new request. */
function toFailureActions(
  canAct: boolean,
  actions: FailureActions,
  goOn: (() => void) | undefined,
): ComponentProps<typeof LazyFailureCard>["actions"] {
  if (!canAct) return {};
  return goOn ? { retry: goOn, useOwnKey: actions.useOwnKey } : actions;
}

/** Returns the selected event of this answer. Without a wire id, it belongs to the last answer. */
function toSelected(spot: WireSpot | null, wireId: string, isUsual: boolean): number | null {
  if (!spot) return null;
  return spot.wireId === wireId || (spot.wireId === "" && isUsual) ? spot.event : null;
}

/** Changes with every piece of text, reasoning and arguments that arrives. */
function toLength({ text, reasoning, toolCalls }: Variant): number {
  const calls = toolCalls.reduce((sum, call) => sum + call.name.length + call.arguments.length, 0);
  return text.length + reasoning.length + calls;
}

/**
 * Collects the results of one answer by the call's id, up to the first turn that is not a result.
 */
function toResults(following: readonly Turn[]): ReadonlyMap<string, string> {
  const end = following.findIndex(({ role }) => role !== "tool");
  const own = end === -1 ? following : following.slice(0, end);
  // A Map, because an id may be the name of an inherited property.
  return new Map(own.flatMap((turn) => (turn.role === "tool" ? [[turn.callId, turn.text]] : [])));
}
