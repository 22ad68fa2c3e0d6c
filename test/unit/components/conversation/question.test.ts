// @vitest-environment happy-dom
import { act, createElement } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { Question } from "@/components/conversation/question";
import { createQuestion } from "@/lib/playground/conversation/create";

import { type Stage, stage } from "../stage";

let page: Stage;
beforeEach(async () => {
  page = await stage(createElement(Question, { turn: createQuestion("q", { text: "Why?" }) }));
});
afterEach(() => page.unmount());

const change = (state: { runningId?: string | null; editingId?: string }): Promise<void> =>
  act(async () => page.playground.store.setState(state));

describe("the question", () => {
  it("gives the question's text an automatic text direction", () => {
    expect(page.element.querySelector("p")?.dir).toBe("auto");
  });
});

describe("the question editor", () => {
  it("keeps an edit while another answer streams and sends it afterwards", async () => {
    const resend = vi.spyOn(page.playground.chat, "resend").mockResolvedValue();
    await change({ editingId: "q", runningId: "other" });
    const box = page.element.querySelector("textarea");
    if (box) box.value = "Why not?";
    const send = page.button("Send again");
    expect(send.getAttribute("aria-disabled")).toBe("true");
    await act(async () => send.click());
    expect(page.element.querySelector("textarea")?.value).toBe("Why not?");
    expect(resend).not.toHaveBeenCalled();
    await change({ runningId: null });
    expect(send.getAttribute("aria-disabled")).toBe("false");
    await act(async () => send.click());
    expect(resend).toHaveBeenCalledExactlyOnceWith("q", "Why not?");
    expect(page.element.querySelector("textarea")).toBeNull();
  });
});
