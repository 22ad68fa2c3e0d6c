"use client";

import { type Action, toActions, toCause } from "@/lib/playground/api/error-actions";
import { toDetails } from "@/lib/playground/api/error-details";
import type { Failure } from "@/lib/playground/conversation/types";
import { FAILURE_TEXTS } from "@/lib/playground/i18n/failure";

import { CopyButton } from "../ui/copy-button";
import { useWords } from "../context/i18n";
import styles from "./failure-card.module.css";
import { RetryButton } from "./retry-button";
import { useOnline } from "./use-online";

type Props = {
  failure: Failure;
  /** What the page can do here; of these, those that help are offered. */
  actions: Partial<Record<Action, () => void>>;
};

/** What happened, why, what to do, and what to find it by in the logs of gateway and Spark. */
export function FailureCard({ failure, actions }: Props) {
  const words = useWords(FAILURE_TEXTS);
  const cause = toCause(failure, useOnline());
  const { title, why, fix } = words.causes[cause];
  const details = toDetails(failure, words);
  const { retry, ...others } = actions;
  const offered = toActions(cause);
  return (
    <div className={styles["card"]}>
      <div role="alert" className={styles["words"]}>
        <strong>{title}</strong>
        <p>{why}</p>
        <p>{fix}</p>
      </div>
      <div className={styles["actions"]}>
        {retry && offered.includes("retry") && <RetryButton failure={failure} onRetry={retry} />}
        {offered.map((action) => {
          const act = action === "retry" ? undefined : others[action];
          return (
            act && (
              <button key={action} type="button" className={styles["action"]} onClick={act}>
                {words[action]}
              </button>
            )
          );
        })}
      </div>
      <Facts
        details={details}
        message={failure.message}
        // Without a code nothing came from the gateway: the browser itself has said it.
        speaker={failure.code === null ? words.browserSays : words.gatewaySays}
      />
    </div>
  );
}

type FactsProps = { details: readonly [string, string][]; message: string; speaker: string };

function Facts({ details, message, speaker }: FactsProps) {
  const words = useWords(FAILURE_TEXTS);
  const text = [...details.map(([name, value]) => `${name}: ${value}`), message].join("\n");
  return (
    <div className={styles["facts"]}>
      {message && (
        <p>
          <span className="visually-hidden">{speaker}: </span>
          {message}
        </p>
      )}
      <dl>
        {details.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <CopyButton name={words.details} value={text} />
    </div>
  );
}
