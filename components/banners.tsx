import { useSyncExternalStore } from "react";

import { CHAT } from "@/lib/playground/words/chat";

import styles from "./banners.module.css";
import { useChat, usePlayground } from "./playground-context";
import { useWords } from "./words";

/** What is wrong with the page as a whole, and stays until it is right again. */
export function Banners() {
  const words = useWords(CHAT);
  const { wake } = usePlayground();
  const isOnline = useSyncExternalStore(
    subscribeOnline,
    () => navigator.onLine,
    () => true,
  );
  const storageProblem = useChat((state) => state.storageProblem);
  const isShareBroken = useChat((state) => state.isShareBroken);
  const modelsFailure = useChat((state) => state.modelsFailure);
  return (
    <div role="status" className={styles["banners"]}>
      {!isOnline && <p>{words.offline}</p>}
      {storageProblem === "full" && <p>{words.storageFull}</p>}
      {storageProblem === "unavailable" && <p>{words.storageUnavailable}</p>}
      {isShareBroken && <p>{words.brokenShare}</p>}
      {isOnline && modelsFailure && (
        <p>
          {words.modelsFailed} <span className={styles["detail"]}>{modelsFailure.message}</span>{" "}
          <button type="button" onClick={() => void wake()}>
            {words.retry}
          </button>
        </p>
      )}
    </div>
  );
}

function subscribeOnline(onChange: () => void): () => void {
  window.addEventListener("online", onChange);
  window.addEventListener("offline", onChange);
  return () => {
    window.removeEventListener("online", onChange);
    window.removeEventListener("offline", onChange);
  };
}
