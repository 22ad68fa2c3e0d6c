import { act, createElement, type ReactNode } from "react";
import { createRoot } from "react-dom/client";

import { RecorderContext } from "@/components/inspector/wire/recorder-context";
import { I18nProvider } from "@/components/context/i18n";
import type { Locale } from "@/lib/playground/page/locale";
import { createRecorder, type Recorder } from "@/lib/playground/inspector/recorder";

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

export type Screen = {
  host: HTMLElement;
  show: (node: ReactNode) => void;
  /** Returns all visible and announced text in order. */
  text: () => string;
  find: (selector: string) => HTMLElement;
  findAll: (selector: string) => HTMLElement[];
  /** Finds an element by its role or tag, and its accessible name. */
  named: (selector: string, name: string) => HTMLElement;
  click: (element: HTMLElement) => void;
  /** Clicks, and waits for the effects. */
  clickAndWait: (element: HTMLElement) => Promise<void>;
  press: (element: HTMLElement, key: string) => void;
  /** Types as a reader does, so that React receives the event. */
  type: (element: HTMLElement, value: string) => void;
};

export function createScreen(recorder: Recorder, locale: Locale = "en"): Screen {
  const host = document.createElement("div");
  document.body.replaceChildren(host);
  const root = createRoot(host);
  const findAll = (selector: string): HTMLElement[] =>
    Array.from(host.querySelectorAll<HTMLElement>(selector));
  const need = (found: HTMLElement | undefined, wanted: string): HTMLElement => {
    if (found === undefined) throw new Error(`no ${wanted} in ${host.innerHTML}`);
    return found;
  };
  return {
    host,
    show: (node) =>
      act(() => {
        const inner = createElement(RecorderContext, { value: recorder }, node);
        root.render(I18nProvider({ locale, children: inner }));
      }),
    text: () => host.textContent ?? "",
    findAll,
    find: (selector: string) => need(findAll(selector)[0], selector),
    named: (selector: string, name: string) =>
      need(
        findAll(selector).find((element) => toName(element) === name),
        `${selector} called ${name}`,
      ),
    click: (element) => act(() => element.click()),
    clickAndWait: (element) => act(async () => element.click()),
    press: (element, key) =>
      act(() => {
        element.dispatchEvent(
          new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }),
        );
      }),
    type: (element, value) =>
      act(() => {
        const { prototype } = Object(window)[element.constructor.name];
        Object.getOwnPropertyDescriptor(prototype, "value")?.set?.call(element, value);
        const kind = element instanceof HTMLSelectElement ? "change" : "input";
        element.dispatchEvent(new Event(kind, { bubbles: true }));
      }),
  };
}

function toName(element: HTMLElement): string | null {
  return element.getAttribute("aria-label") ?? element.textContent;
}

/** Creates a recorder with these events, one every 10 ms, under the id "a". */
export async function recordEvents(events: readonly string[]): Promise<Recorder> {
  let atMs = 0;
  let place = 0;
  const body = new ReadableStream<Uint8Array>(
    {
      pull: (controller) => {
        atMs += 10;
        const event = events[place];
        place += 1;
        if (event === undefined) controller.close();
        else controller.enqueue(new TextEncoder().encode(event));
      },
    },
    { highWaterMark: 0 },
  );
  const recorder = createRecorder({
    now: () => atMs,
    requestFrame: (callback) => callback(),
    fetch: async () =>
      new Response(body, {
        headers: { "content-type": "text/event-stream", "x-spark-adjusted": "temperature=0.01" },
      }),
  });
  const response = await recorder.fetchAs("a")("http://h/v1/chat/completions", {
    method: "POST",
    headers: { authorization: "Bearer s3cr3t" },
    body: JSON.stringify({ model: "lite", messages: [{ role: "user", content: "hi" }] }),
  });
  await response.text();
  return recorder;
}

export const toChunk = (content: string): string =>
  `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content } }] })}\n\n`;
