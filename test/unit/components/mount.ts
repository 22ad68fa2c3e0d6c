import { act, createElement, type ReactNode } from "react";
import { createRoot } from "react-dom/client";
import { vi } from "vitest";

import { I18nProvider } from "../../../components/context/i18n";
import type { Locale } from "../../../lib/playground/page/locale";

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
// The page has a doctype. KaTeX requires one, and happy-dom does not report it.
Object.defineProperty(document, "compatMode", { value: "CSS1Compat" });

export type Mounted = {
  element: HTMLElement;
  show: (node: ReactNode) => Promise<void>;
  unmount: () => Promise<void>;
};

/** Creates a place in the document to render into, in the reader's language. */
export function mount(locale: Locale = "zh-CN"): Mounted {
  const element = document.createElement("div");
  document.body.append(element);
  const root = createRoot(element);
  return {
    element,
    show: (children) => {
      const props = { locale, children };
      return act(async () => root.render(createElement(I18nProvider, props)));
    },
    unmount: () =>
      act(async () => {
        root.unmount();
        element.remove();
      }),
  };
}

/** Polls until the condition holds, and lets React do its pending work. */
export async function until(holds: () => boolean): Promise<void> {
  await vi.waitFor(
    async () => {
      await act(async () => {});
      if (!holds()) throw new Error("It does not hold yet.");
    },
    { timeout: 10_000, interval: 5 },
  );
}

export async function press(element: Element | null | undefined): Promise<void> {
  if (!(element instanceof HTMLElement)) throw new Error("Nothing to press.");
  await act(async () => element.click());
}
