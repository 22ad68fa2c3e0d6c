// @vitest-environment happy-dom
import { act, createElement } from "react";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { AnswerBody } from "../../../../components/conversation/answer-body";
import { toVariant } from "../../playground/share/sample";
import { type Mounted, mount, press, until } from "../mount";

let place: Mounted;
beforeEach(() => {
  place = mount();
});
afterEach(() => place.unmount());

const thinking = toVariant({ state: "streaming", reasoning: "想", finishReason: null });
const details = (): HTMLDetailsElement | null => place.element.querySelector("details");

/** Opens or closes a `<details>` as the browser reports it, whether by the reader or by code. */
async function toggle(open: boolean): Promise<void> {
  const element = details();
  if (!element) throw new Error("Nothing to toggle.");
  await act(async () => {
    element.open = open;
    element.dispatchEvent(new Event("toggle"));
  });
}

describe("the reasoning of an answer", () => {
  it("opens reasoning while it streams and folds it with its duration afterwards", async () => {
    await place.show(createElement(AnswerBody, { variant: thinking }));
    expect(details()?.open).toBe(true);
    expect(details()?.textContent).toContain("正在思考");
    const speaking = { ...thinking, text: "好", reasoningMs: 2140 };
    await place.show(createElement(AnswerBody, { variant: speaking }));
    expect(details()?.open).toBe(false);
    expect(details()?.textContent).toContain("思考过程 · 2.1 s");
  });

  it("keeps reasoning open or folded as the user left it", async () => {
    await place.show(createElement(AnswerBody, { variant: thinking }));
    await toggle(false);
    await place.show(createElement(AnswerBody, { variant: { ...thinking, reasoning: "想一想" } }));
    expect(details()?.open).toBe(false);
    await toggle(true);
    await place.show(createElement(AnswerBody, { variant: { ...thinking, text: "好" } }));
    expect(details()?.open).toBe(true);
  });

  it("folds the reasoning of an answer that calls a tool without text", async () => {
    const toolCalls = [{ id: "c", name: "f", arguments: "" }];
    await place.show(createElement(AnswerBody, { variant: { ...thinking, toolCalls } }));
    expect(details()?.open).toBe(false);
  });
});

describe("a tool call", () => {
  const toolCalls = [{ id: "call_1", name: "get_weather", arguments: '{"city":"北京"' }];

  it("shows tool-call arguments as they stream and indents them once complete", async () => {
    const variant = toVariant({ state: "streaming", toolCalls });
    await place.show(createElement(AnswerBody, { variant, onToolResult: () => {} }));
    expect(place.element.querySelector("pre")?.textContent).toBe('{"city":"北京"');
    expect(place.element.querySelector("textarea")).toBeNull();
    const whole = [{ id: "call_1", name: "get_weather", arguments: '{"city":"北京"}' }];
    await place.show(createElement(AnswerBody, { variant: toVariant({ toolCalls: whole }) }));
    expect(place.element.querySelector("pre")?.textContent).toBe('{\n  "city": "北京"\n}');
    await until(() => place.element.querySelector("pre span") !== null);
  });

  it("submits a tool result with its call ID and name, unless it is empty", async () => {
    const given: string[][] = [];
    const variant = toVariant({ toolCalls });
    const onToolResult = (...result: string[]): void => void given.push(result);
    await place.show(createElement(AnswerBody, { variant, onToolResult }));
    const box = place.element.querySelector("textarea");
    const label = place.element.querySelector(`label[for="${box?.id}"]`);
    expect(label?.textContent).toBe("工具结果");
    const submit = (): Promise<void> =>
      act(async () => {
        box?.form?.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
      });
    await submit();
    expect(given).toEqual([]);
    await act(async () => {
      if (!box) throw new Error("No box.");
      Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value")?.set?.call(box, "晴");
      box.dispatchEvent(new Event("input", { bubbles: true }));
    });
    await submit();
    expect(given).toEqual([["call_1", "get_weather", "晴"]]);
  });

  it("shows a submitted tool result and no box once the conversation continues", async () => {
    const variant = toVariant({ toolCalls });
    const props = { variant, toolResults: new Map([["call_1", "晴"]]), onToolResult: () => {} };
    await place.show(createElement(AnswerBody, props));
    expect(place.element.textContent).toContain("晴");
    expect(place.element.querySelector("textarea")).toBeNull();
    await place.show(createElement(AnswerBody, { variant }));
    expect(place.element.querySelector("textarea")).toBeNull();
  });
});

describe("the sources of an answer", () => {
  it("links sources with their hosts and shows unsafe URLs as plain text", async () => {
    const citations = [
      { url: "https://www.xfyun.cn/doc", title: "文档" },
      { url: "javascript:alert(1)", title: "坏" },
      { url: "https://example.com/", title: "" },
    ];
    await place.show(createElement(AnswerBody, { variant: toVariant({ citations }) }));
    const links = [...place.element.querySelectorAll("a")];
    expect(links.map((link) => link.getAttribute("href"))).toEqual([
      "https://www.xfyun.cn/doc",
      "https://example.com/",
    ]);
    expect(place.element.textContent).toContain("www.xfyun.cn");
    expect(place.element.textContent).toContain("坏");
    await press(place.element.querySelector("section"));
  });
});
