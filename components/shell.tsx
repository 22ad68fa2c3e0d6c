"use client";

import { lazy, Suspense, useRef, useState } from "react";

import type { Locale } from "@/lib/playground/locale";
import type { Theme } from "@/lib/playground/theme";

import { Announcer } from "./announcer";
import { Banners } from "./banners";
import { Composer } from "./composer";
import { Dropzone } from "./dropzone";
import { EmptyState } from "./empty-state";
import { Masthead } from "./masthead";
import { useChat, usePlayground } from "./playground-context";
import styles from "./shell.module.css";
import { useLife } from "./use-life";
import { WIDE } from "./use-media";
import { type PanelTab, usePanel } from "./use-panel";
import { useShortcuts } from "./use-shortcuts";

// What is not there at first sight is loaded when it is first wanted.
const loadTurnList = () => import("./turn-list").then(({ TurnList: part }) => ({ default: part }));
const loadPanel = () => import("./panel").then(({ Panel: part }) => ({ default: part }));
const TurnList = lazy(loadTurnList);
const Panel = lazy(loadPanel);
const CredentialsDialog = lazy(() =>
  import("./credentials-dialog").then(({ CredentialsDialog: part }) => ({ default: part })),
);
const ShortcutsDialog = lazy(() =>
  import("./shortcuts-dialog").then(({ ShortcutsDialog: part }) => ({ default: part })),
);
const ConversationsDialog = lazy(() =>
  import("./conversations-dialog").then(({ ConversationsDialog: part }) => ({ default: part })),
);

export type DialogName = "credentials" | "shortcuts" | "conversations";

type Props = {
  theme: Theme;
  origin: string;
  conversationId: string | null;
  onLocale: (locale: Locale) => void;
};

export function Shell({ theme, origin, conversationId, onLocale }: Props) {
  const { wake, store } = usePlayground();
  const [dialog, setDialog] = useState<DialogName | null>(null);
  const panel = usePanel();
  const composer = useRef<HTMLTextAreaElement>(null);
  const isRestored = useLife(conversationId);
  const isEmpty = useChat(({ conversation }) => conversation.turns.length === 0);
  useShortcuts({ onPanel: panel.toggle, onDialog: setDialog, composer });

  const close = () => setDialog(null);
  const onTouch = () => {
    void wake();
    void loadTurnList();
    void loadPanel();
    void import("./add-image");
  };
  // Only where it hides nothing.
  const offer = (tab: PanelTab) => matchMedia(WIDE).matches && panel.offer(tab);
  const onSend = () => {
    // The first answer is the time to show what a wire looks like.
    if (store.getState().conversation.turns.length === 0) offer("wire");
  };
  return (
    <div className={styles["shell"]} onPointerDownCapture={onTouch} onFocusCapture={onTouch}>
      <Masthead
        theme={theme}
        isPanelOpen={panel.isOpen}
        onPanel={panel.toggle}
        onDialog={setDialog}
        onLocale={onLocale}
      />
      <Dropzone className={styles["main"]}>
        <Banners />
        {isEmpty && isRestored ? (
          <EmptyState origin={origin} composer={composer} onExample={() => offer("code")} />
        ) : (
          <Suspense fallback={<div className={styles["room"]} />}>
            <TurnList
              onWire={(spot) => panel.show("wire", spot)}
              onCredentials={() => setDialog("credentials")}
            />
          </Suspense>
        )}
        <Composer
          ref={composer}
          onTouch={onTouch}
          onSend={onSend}
          onParameters={() => panel.show("parameters")}
        />
      </Dropzone>
      <Suspense>
        {panel.isOpen && <Panel panel={panel} origin={origin} />}
        {dialog === "credentials" && <CredentialsDialog onClose={close} />}
        {dialog === "shortcuts" && <ShortcutsDialog onClose={close} />}
        {dialog === "conversations" && <ConversationsDialog onClose={close} />}
      </Suspense>
      <Announcer />
    </div>
  );
}
