import { type ReactNode, useState } from "react";

import type { Failure } from "@/lib/playground/conversation/types";
import type { Credentials } from "@/lib/playground/conversation/store";
import { DIALOGS } from "@/lib/playground/i18n/dialogs";

import styles from "./credentials-dialog.module.css";
import { usePlayground } from "../context/playground";
import { LazyFailureCard } from "../failure/lazy-failure-card";
import { useWords } from "../context/i18n";

/** The result, with the tested credentials as JSON. */
type Tested = { credentials: string | undefined; outcome: Outcome };

type Outcome = "testing" | { model: string } | { failure: Failure } | null;

type Props = {
  /** Undefined while something is missing. */
  credentials: Credentials | undefined;
  onMissing: () => void;
  /** The other buttons of the row. */
  children: ReactNode;
};

/** Tests with the gateway whether a credential works, before it is used. */
export function CredentialTest({ credentials, onMissing, children }: Props) {
  const words = useWords(DIALOGS);
  const { credentials: actions } = usePlayground();
  const [tested, setTested] = useState<Tested | null>(null);
  const wanted = JSON.stringify(credentials);
  // The result for other values says nothing about these.
  const outcome = tested && tested.credentials === wanted ? tested.outcome : null;
  const test = async () => {
    if (!credentials) return onMissing();
    setTested({ credentials: wanted, outcome: "testing" });
    const found = await actions.test(credentials);
    setTested({
      credentials: wanted,
      outcome: found.ok ? { model: found.value } : { failure: found.failure },
    });
  };
  return (
    <>
      <output className={styles["outcome"]}>
        {outcome === "testing" && words.testing}
        {outcome !== null && outcome !== "testing" && "model" in outcome && (
          <span className={styles["passed"]}>{words.testPassed(outcome.model)}</span>
        )}
      </output>
      {outcome !== null && outcome !== "testing" && "failure" in outcome && (
        <LazyFailureCard failure={outcome.failure} actions={{}} />
      )}
      <div className={styles["buttons"]}>
        <button
          type="button"
          className={styles["button"]}
          disabled={outcome === "testing"}
          onClick={() => void test()}
        >
          {words.test}
        </button>
        {children}
      </div>
    </>
  );
}
