"use client";

import { useRef, useState } from "react";

import type { Locale } from "@/lib/playground/page/locale";
import type { Theme } from "@/lib/playground/page/theme";

import { createPart, fetchParts, useLazyModule } from "../ui/use-lazy-module";
import { Announcer } from "./announcer";
import { Banners } from "./banners";
import { Composer } from "../composer/composer";
import { Dropzone } from "../composer/dropzone";
import { type DialogName, Dialogs } from "../dialogs/dialogs";
import { EmptyState } from "../conversation/empty-state";
import { Header } from "./header";
import { useChat, usePlayground } from "../context/playground";
import styles from "./shell.module.css";
import { usePageLifecycle } from "./use-page-lifecycle";
import { useAsking } from "./use-asking";
import { usePanel } from "../inspector/use-panel";
import { useShortcuts } from "./use-shortcuts";

const PANEL = createPart(() => import("../inspector/panel"));
const TURN_LIST = createPart(() => import("../conversation/turn-list"));

// Not shown: what can be done with a message, and what the first message is kept and recorded with.
createPart(() => import("@/lib/playground/chat/page-engine"));
createPart(() => import("@/lib/playground/storage/conversation-store"));
createPart(() => import("@/lib/playground/inspector/page-recorder"));

type Props = {
  theme: Theme;
  origin: string;
  conversationId: string | null;
  onLocale: (locale: Locale) => void;
};

export function Shell({ theme, origin, conversationId, onLocale }: Props) {
  const { wake } = usePlayground();
  const [dialog, setDialog] = useState<DialogName | null>(null);
  const panel = usePanel();
  const composer = useRef<HTMLTextAreaElement>(null);
  const isRestored = usePageLifecycle(conversationId);
  const isEmpty = useChat(({ conversation }) => conversation.turns.length === 0);
  useShortcuts({ onPanel: panel.toggle, onDialog: setDialog, composer });

  const list = useLazyModule(TURN_LIST, !isEmpty);
  const inspector = useLazyModule(PANEL, panel.isOpen);
  const onTouch = () => {
    void wake();
    fetchParts();
  };
  const { offer, onSend, ask } = useAsking(panel, composer);
  return (
    <div className={styles["shell"]} onPointerDownCapture={onTouch} onFocusCapture={onTouch}>
      <Header
        theme={theme}
        isPanelOpen={panel.isOpen}
        onPanel={panel.toggle}
        onDialog={setDialog}
        onLocale={onLocale}
      />
      <Dropzone className={styles["main"]}>
        <Banners onTakeOver={() => composer.current?.focus()} />
        {isEmpty && isRestored ? (
          <EmptyState
            origin={origin}
            composer={composer}
            onExample={() => offer("code")}
            onCredentials={() => setDialog("credentials")}
            onAsk={ask}
          />
        ) : (
          <div className={styles["room"]}>
            {list && (
              <list.TurnList
                onWire={(spot) => panel.show("wire", spot)}
                onCredentials={() => setDialog("credentials")}
              />
            )}
          </div>
        )}
        <Composer
          ref={composer}
          onTouch={onTouch}
          onSend={onSend}
          onParameters={() => panel.show("parameters")}
          onKeyNeeded={() => setDialog("credentials")}
        />
      </Dropzone>
      {inspector && <inspector.Panel panel={panel} origin={origin} />}
      <Dialogs open={dialog} onClose={() => setDialog(null)} />
      <Announcer />
    </div>
  );
}
