import type { RefObject } from "react";

import { Composer } from "../composer/composer";
import { Dropzone } from "../composer/dropzone";
import { EmptyState } from "../conversation/empty-state";
import type { ChatState } from "@/lib/playground/conversation/store";

import { useOnline } from "../failure/use-online";
import { useChatWords } from "../context/i18n";
import { useChat } from "../context/playground";
import type { DialogName } from "../dialogs/dialogs";
import type { PanelState, WireSpot } from "../inspector/use-panel";
import { createPart, useLazyModule } from "../ui/use-lazy-module";
import styles from "./shell.module.css";
import { useAsking } from "./use-asking";

const BANNERS = createPart(() => import("./banners"));
const TURN_LIST = createPart(() => import("../conversation/turn-list"));

/** A notice about the whole page. */
function hasTrouble(state: ChatState): boolean {
  const { isElsewhere, isUnknown, isPartMissing, isShareBroken } = state;
  const isHalted = isElsewhere || isUnknown || isPartMissing || isShareBroken;
  return isHalted || state.storageProblem !== null || state.modelsFailure !== null;
}

type Props = {
  origin: string;
  composer: RefObject<HTMLTextAreaElement | null>;
  panel: PanelState;
  /** False while the conversation is loaded from storage. */
  isRestored: boolean;
  onTouch: () => void;
  onDialog: (name: DialogName) => void;
};

/** Shows the conversation and the box for the next message. */
export function Room({ origin, composer, panel, isRestored, onTouch, onDialog }: Props) {
  const isEmpty = useChat(({ conversation }) => conversation.turns.length === 0);
  const list = useLazyModule(TURN_LIST, !isEmpty);
  const isOnline = useOnline();
  const words = useChatWords();
  const isPartMissing = useChat((state) => state.isPartMissing);
  const banners = useLazyModule(BANNERS, useChat(hasTrouble) || !isOnline);
  const { offer, onSend, ask } = useAsking(panel, composer);
  const onCredentials = () => onDialog("credentials");
  return (
    <Dropzone className={styles["main"]}>
      {banners ? (
        <banners.Banners onTakeOver={() => composer.current?.focus()} />
      ) : (
        // If a part failed to load, the banners' part may be missing too.
        isPartMissing && <output className={styles["missing"]}>{words.partMissing}</output>
      )}
      {isEmpty && isRestored ? (
        <EmptyState
          origin={origin}
          composer={composer}
          onExample={() => offer("code")}
          onCredentials={onCredentials}
          onAsk={ask}
        />
      ) : (
        <div className={styles["room"]}>
          {list && (
            <list.TurnList
              spot={toSpot(panel)}
              onWire={(spot) => panel.show("wire", spot)}
              onCredentials={onCredentials}
            />
          )}
        </div>
      )}
      <Composer
        ref={composer}
        onTouch={onTouch}
        onSend={onSend}
        onParameters={() => panel.show("parameters")}
        onKeyNeeded={onCredentials}
      />
    </Dropzone>
  );
}

/** Marks the turn that the inspector shows. */
function toSpot({ isOpen, tab, wireId, event }: PanelState): WireSpot | null {
  return isOpen && tab === "wire" && event !== null ? { wireId: wireId ?? "", event } : null;
}
