// @vitest-environment happy-dom
import { act, createElement, createRef } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { Composer } from "@/components/composer/composer";
import { EMPTY_DRAFT } from "@/lib/playground/conversation/store";

import { toModel } from "../../playground/samples";
import { type Stage, stage } from "../stage";

const nothing = (): void => {};

let page: Stage;
beforeEach(async () => {
  const props = { onTouch: nothing, onSend: nothing, onKeyNeeded: nothing, onParameters: nothing };
  page = await stage(createElement(Composer, { ref: createRef(), ...props }));
});
afterEach(() => page.unmount());

function write(text: string): Promise<void> {
  return act(async () => page.playground.store.setState({ draft: { ...EMPTY_DRAFT, text } }));
}

function click(name: string, detail: number): Promise<void> {
  const event = new MouseEvent("click", { bubbles: true, detail });
  return act(async () => void page.button(name).dispatchEvent(event));
}

describe("the send button", () => {
  it("keeps an answer running after a double click on Send", async () => {
    const { store, chat } = page.playground;
    const send = vi.spyOn(chat, "send").mockImplementation(async () => {
      store.setState({ runningId: "a" });
    });
    const stop = vi.spyOn(chat, "stop").mockResolvedValue();
    await write("Hi");
    await click("Send", 1);
    await click("Stop", 2);
    expect(send).toHaveBeenCalledOnce();
    expect(stop).not.toHaveBeenCalled();
    await click("Stop", 1);
    expect(stop).toHaveBeenCalledOnce();
  });
});

describe("the text box", () => {
  it("gives the composer's text box an automatic text direction", () => {
    expect(page.element.querySelector("textarea")?.dir).toBe("auto");
  });
});

describe("a model that requires an image", () => {
  it("blocks sending to an image model without an image and offers a text model", async () => {
    const { store, chat } = page.playground;
    const send = vi.spyOn(chat, "send").mockResolvedValue();
    await act(async () => {
      store.setState({ models: [toModel("lite"), toModel("vision", { vision: true })] });
      page.playground.setModel("vision");
    });
    await write("Hi");
    await vi.waitFor(() => page.button("Switch to lite"));
    expect(page.element.querySelector("[role=alert]")?.textContent).toContain("needs an image");
    await click("Send", 1);
    expect(send).not.toHaveBeenCalled();
    await click("Switch to lite", 1);
    expect(page.element.querySelector("[role=alert]")).toBeNull();
    await click("Send", 1);
    expect(send).toHaveBeenCalledOnce();
  });
});
