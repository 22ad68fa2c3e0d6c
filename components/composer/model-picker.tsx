import { findModel, type ModelInfo } from "@/lib/playground/conversation/models";

import type { ChatWords } from "@/lib/playground/i18n/chat";
import styles from "./model-picker.module.css";
import { useChat, usePlayground } from "../context/playground";
import { useChatWords } from "../context/i18n";

type Words = ChatWords;

/** Chooses a model from the gateway's list, and shows what it can do. */
export function ModelPicker() {
  const words = useChatWords();
  const { setModel, wake } = usePlayground();
  const model = useChat(({ conversation }) => conversation.model);
  const models = useChat((state) => state.models);
  const isElsewhere = useChat((state) => state.isElsewhere);
  const chosen = findModel(models, model);
  return (
    <div className={styles["picker"]} onPointerEnter={() => void wake()}>
      <select
        aria-label={words.model}
        value={model}
        data-model-picker
        disabled={isElsewhere}
        onChange={({ target }) => setModel(target.value)}
      >
        {!chosen && <option value={model}>{model}</option>}
        <Group label={words.chatModels} models={models.filter(({ kind }) => kind === "chat")} />
        <Group label={words.imageModels} models={models.filter(({ kind }) => kind === "image")} />
      </select>
      {/* The closed box shows the id alone; what it can do stands beside it. */}
      <span className={styles["value"]} aria-hidden="true">
        {model}
      </span>
      {chosen && (
        <span className={styles["badges"]}>
          {toBadges(chosen, words).map((badge) => (
            <span key={badge}>{badge}</span>
          ))}
        </span>
      )}
    </div>
  );
}

function Group({ label, models }: { label: string; models: readonly ModelInfo[] }) {
  const words = useChatWords();
  if (models.length === 0) return null;
  return (
    <optgroup label={label}>
      {models.map((row) => (
        <option key={row.id} value={row.id}>
          {[row.id, ...toBadges(row, words)].join(" · ")}
        </option>
      ))}
    </optgroup>
  );
}

function toBadges(model: ModelInfo, words: Words): string[] {
  const { kind, vision, tools, webSearch, reasoning, contextTokens } = model;
  return [
    ...(kind === "image" ? [words.draws] : []),
    ...(vision ? [words.vision] : []),
    ...(tools ? [words.tools] : []),
    ...(webSearch ? [words.webSearch] : []),
    ...(reasoning ? [words.reasoning] : []),
    ...(contextTokens === null ? [] : [`${Math.round(contextTokens / 1024)}K`]),
  ];
}
