import { useDeferredValue } from "react";

import type { Conversation, Variant } from "@/lib/playground/conversation/types";
import { findModel } from "@/lib/playground/conversation/models";
import { toNextBody } from "@/lib/playground/chat/preview-body";
import { INSPECTOR } from "@/lib/playground/i18n/inspector";
import { readShown } from "@/lib/playground/conversation/shown";

import { Dialog } from "../ui/dialog";
import { Inspector } from "./inspector";
import styles from "./panel.module.css";
import { useChat, usePlayground } from "../context/playground";
import { useIsWide } from "../context/use-media";
import type { PanelState } from "./use-panel";
import { useChatWords, useWords } from "../context/i18n";

type Props = { panel: PanelState; origin: string };

/** Shows the inspector beside the conversation if there is room, otherwise over it from below. */
export function Panel({ panel, origin }: Props) {
  const words = useChatWords();
  const isWide = useIsWide();
  if (isWide) {
    return (
      <aside className={styles["aside"]} aria-label={words.panel}>
        <Filled panel={panel} origin={origin} />
      </aside>
    );
  }
  return (
    <Dialog title={words.panel} place="sheet" onClose={panel.toggle}>
      <Filled panel={panel} origin={origin} />
    </Dialog>
  );
}

function Filled({ panel, origin }: Props) {
  const { setParameters } = usePlayground();
  const conversation = useChat((state) => state.conversation);
  const draft = useChat((state) => state.draft);
  const models = useChat((state) => state.models);
  const isElsewhere = useChat((state) => state.isElsewhere);
  const mode = useChat(({ credentials }) => credentials.mode);
  const model = findModel(models, conversation.model) ?? null;
  const inspectorWords = useWords(INSPECTOR);
  // Deferred, so that typing is not delayed by the code that is generated from it.
  const body = useDeferredValue(
    toNextBody(conversation, draft, { model, sample: inspectorWords.sample }),
  );
  return (
    <Inspector
      body={body}
      baseUrl={`${origin}/v1`}
      credential={mode}
      parameters={conversation.parameters}
      onChange={setParameters}
      isReadOnly={isElsewhere}
      model={model}
      answer={findAnswer(conversation, panel.wireId)}
      view={{ tab: panel.tab, event: panel.event }}
      onView={panel.view}
    />
  );
}

/** Finds the answer of this wire log, or the last one that is shown. */
function findAnswer({ turns }: Conversation, wireId: string | null): Variant | null {
  const answers = turns.filter((turn) => turn.role === "assistant");
  const named = answers
    .flatMap(({ variants }) => variants)
    .find((variant) => variant.wireId === wireId);
  const last = answers.at(-1);
  return named ?? (last && readShown(last)) ?? null;
}
