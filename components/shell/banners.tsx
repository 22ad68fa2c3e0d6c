"use client";

import styles from "./banners.module.css";
import { useChat, usePlayground } from "../context/playground";
import { useChatWords } from "../context/i18n";
import { useOnline } from "../failure/use-online";

/** Shows notices about the whole page for as long as they apply. */
export function Banners({ onTakeOver }: { onTakeOver: () => void }) {
  const words = useChatWords();
  const { askModels, conversations } = usePlayground();
  const isOnline = useOnline();
  const isElsewhere = useChat((state) => state.isElsewhere);
  const storageProblem = useChat((state) => state.storageProblem);
  const isUnknown = useChat((state) => state.isUnknown);
  const isPartMissing = useChat((state) => state.isPartMissing);
  const isShareBroken = useChat((state) => state.isShareBroken);
  const modelsFailure = useChat((state) => state.modelsFailure);
  return (
    <output className={styles["banners"]}>
      {!isOnline && <span className={styles["banner"]}>{words.offline}</span>}
      {isElsewhere && (
        <span className={styles["banner"]} data-kind="elsewhere">
          {words.elsewhere}{" "}
          <button type="button" onClick={() => void conversations.takeOver().then(onTakeOver)}>
            {words.continueHere}
          </button>
        </span>
      )}
      {storageProblem === "full" && <span className={styles["banner"]}>{words.storageFull}</span>}
      {storageProblem === "unavailable" && (
        <span className={styles["banner"]}>{words.storageUnavailable}</span>
      )}
      {isUnknown && <span className={styles["banner"]}>{words.unknown}</span>}
      {isPartMissing && <span className={styles["banner"]}>{words.partMissing}</span>}
      {isShareBroken && <span className={styles["banner"]}>{words.brokenShare}</span>}
      {isOnline && modelsFailure && (
        <span className={styles["banner"]}>
          {words.modelsFailed} <span className={styles["detail"]}>{modelsFailure.message}</span>{" "}
          <button type="button" onClick={() => void askModels()}>
            {words.retry}
          </button>
        </span>
      )}
    </output>
  );
}
