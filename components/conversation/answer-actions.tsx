import type { AnswerTurn, Variant } from "@/lib/playground/conversation/types";
import { COPY } from "@/lib/playground/i18n/copy";
import { TURNS } from "@/lib/playground/i18n/turns";

import styles from "./answer-actions.module.css";
import { IconButton } from "../ui/icon-button";
import { AgainIcon, BackIcon, CopyIcon, ForwardIcon, WireIcon } from "../ui/late-icons";
import { useIsBusy, usePlayground } from "../context/playground";
import { useCopy } from "../ui/use-copy";
import type { WireSpot } from "../inspector/use-panel";
import { useWords } from "../context/i18n";

type Props = {
  turn: AnswerTurn;
  variant: Variant;
  isLast: boolean;
  isColumn: boolean;
  onWire: (spot: WireSpot) => void;
};

export function AnswerActions({ turn, variant, isLast, isColumn, onWire }: Props) {
  const words = useWords(TURNS);
  const { chat } = usePlayground();
  const isBusy = useIsBusy();
  const copyWords = useWords(COPY);
  const { told, copyText } = useCopy();
  const { text, wireId } = variant;
  return (
    <div className={styles["actions"]}>
      {text !== "" && (
        <IconButton name={copyWords[told ?? "copy"]} onClick={() => void copyText(text)}>
          <CopyIcon />
        </IconButton>
      )}
      {isColumn && !isBusy && (
        <button
          type="button"
          className={styles["choose"]}
          onClick={() => chat.showVariant(turn.id, turn.variants.indexOf(variant))}
        >
          {words.choose}
        </button>
      )}
      {isLast && !isBusy && (
        <IconButton name={words.regenerate} onClick={() => void chat.regenerate(turn.id)}>
          <AgainIcon />
        </IconButton>
      )}
      {wireId !== null && (
        <IconButton name={words.viewWire} onClick={() => onWire({ wireId, event: null })}>
          <WireIcon />
        </IconButton>
      )}
      {turn.variants.length > 1 && !isColumn && <VariantSwitch turn={turn} />}
    </div>
  );
}

function VariantSwitch({ turn: { id, shown, variants } }: { turn: AnswerTurn }) {
  const words = useWords(TURNS);
  const { chat } = usePlayground();
  const { length } = variants;
  const show = (index: number) => void chat.showVariant(id, (index + length) % length);
  return (
    <span className={styles["variants"]}>
      <IconButton name={words.previous} onClick={() => show(shown - 1)}>
        <BackIcon />
      </IconButton>
      <span className={styles["count"]}>
        <span aria-hidden="true">
          {shown + 1}/{length}
        </span>
        <span className="visually-hidden">{words.variant(shown + 1, length)}</span>
      </span>
      <IconButton name={words.next} onClick={() => show(shown + 1)}>
        <ForwardIcon />
      </IconButton>
    </span>
  );
}
