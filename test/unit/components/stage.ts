import { act, createElement, type ReactNode } from "react";
import { createRoot } from "react-dom/client";

import { PlaygroundProvider, usePlayground } from "@/components/context/playground";
import { I18nProvider } from "@/components/context/i18n";
import type { Playground } from "@/lib/playground/chat/playground";
import { CHAT } from "@/lib/playground/i18n/chat";

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

export type Stage = {
  element: HTMLElement;
  playground: Playground;
  button: (name: string) => HTMLButtonElement;
  unmount: () => Promise<void>;
};

/** Renders a part of the page in English, with all contexts that the page provides. */
export async function stage(children: ReactNode): Promise<Stage> {
  const element = document.createElement("div");
  document.body.append(element);
  const root = createRoot(element);
  const known: { playground?: Playground } = {};
  function Around() {
    known.playground = usePlayground();
    return children;
  }
  const around = { children: createElement(Around) };
  const props = {
    locale: "en",
    words: CHAT.en,
    children: createElement(PlaygroundProvider, around),
  } as const;
  await act(async () => root.render(createElement(I18nProvider, props)));
  if (!known.playground) throw new Error("Nothing was rendered.");
  return {
    element,
    playground: known.playground,
    button: (name) => {
      const found = [...element.querySelectorAll("button")].find(
        (button) => (button.getAttribute("aria-label") ?? button.textContent) === name,
      );
      if (!found) throw new Error(`There is no button ${name}.`);
      return found;
    },
    unmount: () =>
      act(async () => {
        root.unmount();
        element.remove();
      }),
  };
}
