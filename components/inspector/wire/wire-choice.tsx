import { useLocale, useWords } from "@/components/context/i18n";
import type { VoiceWire } from "@/lib/playground/conversation/store";
import { VOICE } from "@/lib/playground/i18n/voice";

import styles from "./wire-choice.module.css";

type Props = {
  wires: readonly VoiceWire[];
  /** The one whose wire is shown; null: that of an answer. */
  shown: string | null;
  onChoose: (wireId: string | null) => void;
};

/** Chooses between the answer and what was read aloud or dictated. */
export function WireChoice({ wires, shown, onChoose }: Props) {
  const words = useWords(VOICE);
  const locale = useLocale();
  return (
    <label className={styles["choice"]}>
      {words.wireOf}
      <select value={shown ?? ""} onChange={({ target }) => onChoose(target.value || null)}>
        <option value="">{words.wireAnswer}</option>
        {wires.toReversed().map(({ wireId, kind, at }) => (
          <option key={wireId} value={wireId}>
            {`${words.wireKinds[kind]} ${new Date(at).toLocaleTimeString(locale)}`}
          </option>
        ))}
      </select>
    </label>
  );
}
