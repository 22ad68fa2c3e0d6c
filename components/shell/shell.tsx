"use client";

import { useRef, useState } from "react";

import type { Locale } from "@/lib/playground/page/locale";
import type { Theme } from "@/lib/playground/page/theme";

import { Announcer } from "./announcer";
import { Column } from "../conversations/column";
import { useList } from "../conversations/use-list";
import { type DialogName, Dialogs } from "../dialogs/dialogs";
import { Header } from "./header";
import { PanelPlace } from "../inspector/panel-place";
import { usePanel } from "../inspector/use-panel";
import { createPart } from "../ui/use-lazy-module";
import { Room } from "./room";
import styles from "./shell.module.css";
import { SkipLink } from "./skip-link";
import { useComposerFocus } from "./use-composer-focus";
import { usePageLifecycle } from "./use-page-lifecycle";
import { useShortcuts } from "./use-shortcuts";
import { useTitle } from "./use-title";
import { useTouch } from "./use-touch";

// Loaded but not shown: the actions of a message, and what stores and records the first one.
createPart(() => import("@/lib/playground/chat/page-engine"));
createPart(() => import("@/lib/playground/composer/draft"));
createPart(() => import("@/lib/playground/storage/conversation-store"));
createPart(() => import("@/lib/playground/inspector/page-recorder"));

type Props = {
  theme: Theme;
  isListOpen: boolean;
  origin: string;
  conversationId: string | null;
  onLocale: (locale: Locale) => void;
};

export function Shell({ theme, isListOpen, origin, conversationId, onLocale }: Props) {
  const [dialog, setDialog] = useState<DialogName | null>(null);
  const panel = usePanel();
  const list = useList({ isOpenAtFirst: isListOpen, onDialog: setDialog });
  const composer = useRef<HTMLTextAreaElement>(null);
  const isRestored = usePageLifecycle(conversationId);
  const isOwnFocus = useComposerFocus(composer, dialog !== null);
  const { isAwake, onTouch, onFocus } = useTouch(isOwnFocus);
  useTitle();
  useShortcuts({ onPanel: panel.toggle, onSearch: list.search, onDialog: setDialog, composer });
  return (
    <div
      className={styles["shell"]}
      data-awake={isAwake || undefined}
      data-list={list.isOpen ? "open" : "closed"}
      onPointerDownCapture={onTouch}
      onKeyDownCapture={onTouch}
      onFocusCapture={onFocus}
    >
      <SkipLink composer={composer} />
      <Header
        theme={theme}
        isPanelOpen={panel.isOpen}
        onPanel={panel.toggle}
        onList={list.toggle}
        onDialog={setDialog}
        onLocale={onLocale}
      />
      <Column list={list} />
      <Room {...{ origin, composer, panel, isRestored, onTouch, onDialog: setDialog }} />
      <PanelPlace panel={panel} origin={origin} />
      <Dialogs open={dialog} onClose={() => setDialog(null)} />
      <Announcer />
    </div>
  );
}
