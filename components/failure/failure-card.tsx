"use client";

import { useRef } from "react";

import { type Action, toActions, toCause } from "@/lib/playground/api/error-actions";
import { toDetails } from "@/lib/playground/api/error-details";
import type { Failure } from "@/lib/playground/conversation/types";
import { FAILURE_TEXTS } from "@/lib/playground/i18n/failure";

import { CopyButton } from "../ui/copy-button";
import { useWords } from "../context/i18n";
import styles from "./failure-card.module.css";
import { RetryButton } from "./retry-button";
import { useInSight } from "./use-in-sight";
import { useOnline } from "./use-online";

type Props = {
  failure: Failure;
  /** What the page can do here. Only actions that help with this failure are offered. */
  actions: Partial<Record<Action, () => void>>;
};

/**
 * Explains what happened, why, and what to do, in plain words. The facts for finding it in logs are
 * folded.
 */
export function FailureCard({ failure, actions }: Props) {
  const words = useWords(FAILURE_TEXTS);
  const cause = toCause(failure, useOnline());
  const { title, why, fix } = words.causes[cause];
  const heading = useRef<HTMLElement>(null);
  useInSight(heading, failure.at);
  const { retry, ...others } = actions;
  const offered = toActions(cause);
  return (
    <div className={styles["card"]} data-failure>
      <div role="alert" className={styles["words"]}>
        <strong ref={heading}>{title}</strong>
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
      <Facts failure={failure} />
    </div>
  );
}

/** Shows the facts for support, and for the curious. */
function Facts({ failure }: { failure: Failure }) {
  const words = useWords(FAILURE_TEXTS);
  const { code, message } = failure;
  const details = toDetails(failure, words);
  const text = [...details.map(([name, value]) => `${name}: ${value}`), message].join("\n");
  // A failure without a code did not come from the gateway but from the browser.
  const speaker = code === null ? words.browserSays : words.gatewaySays;
  return (
    <details className={styles["facts"]}>
      <summary>{words.showDetails}</summary>
      {message && (
        <p>
          {speaker}: {message}
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
    </details>
  );
}
