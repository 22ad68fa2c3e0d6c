import type { RefObject } from "react";

import type { Playground } from "@/lib/playground/chat/playground";

import type { DialogName } from "../dialogs/dialogs";

export type ShortcutOptions = {
  onPanel: () => void;
  onSearch: () => void;
  onDialog: (name: DialogName) => void;
  composer: RefObject<HTMLTextAreaElement | null>;
};

type Options = ShortcutOptions & Pick<Playground, "store" | "chat" | "conversations">;

/** Runs the action of a shortcut. */
export function obey(name: string, options: Options): void {
  const { store, chat, conversations, onPanel, onSearch, onDialog, composer } = options;
  switch (name) {
    case "Escape":
      if (store.getState().runningId === null) return;
      void chat.stop();
      composer.current?.focus();
      return;
    case "Mod .":
      return onPanel();
    case "Mod k":
      return onSearch();
    case "Mod Shift o":
      return void conversations.begin();
    case "Mod Shift m":
      return document.querySelector<HTMLElement>("[data-model-picker]")?.focus();
    case "?":
      return onDialog("shortcuts");
  }
}
