// @vitest-environment happy-dom
import { createElement } from "react";
import { beforeEach, describe, expect, it } from "vitest";

import { Inspector, type InspectorView } from "@/components/inspector/inspector";
import type { ChatBody, Variant } from "@/lib/playground/conversation/types";
import type { Locale } from "@/lib/playground/page/locale";
import { toNode } from "@/lib/playground/snippets/node";

import { createScreen, recordEvents, type Screen, toChunk } from "./render";

const BODY: ChatBody = { model: "lite", messages: [{ role: "user", content: "hi" }], stream: true };

const ANSWER: Variant = {
  id: "v",
  state: "done",
  model: "lite",
  text: "",
  reasoning: "",
  reasoningMs: null,
  toolCalls: [],
  citations: [],
  finishReason: "stop",
  usage: { prompt_tokens: 3, completion_tokens: 5, total_tokens: 8, estimated: true },
  timing: { firstTokenMs: 20, lastTokenMs: 120, totalMs: 130 },
  report: { requestId: null, sid: null, adjusted: [], ignored: [], truncated: null },
  failure: null,
  wireId: "a",
};

let screen: Screen;
let view: InspectorView;

type Given = { locale?: Locale; answer?: Variant | null; body?: ChatBody };

async function open(
  given: Partial<InspectorView> = {},
  { locale = "en", answer = ANSWER, body = BODY }: Given = {},
): Promise<void> {
  const recorder = await recordEvents([
    toChunk(""),
    toChunk("春"),
    ": keep-alive\n\n",
    ...Array.from({ length: 500 }, (_, place) => toChunk(`雨${place}`)),
    "data: [DONE]\n\n",
  ]);
  screen = createScreen(recorder, locale);
  view = { tab: "parameters", event: null, ...given };
  const show = (): void =>
    screen.show(
      createElement(Inspector, {
        body,
        answer,
        view,
        baseUrl: "http://h/v1",
        credential: "gateway",
        parameters: {},
        isReadOnly: false,
        model: null,
        onChange: () => {},
        onView: (changed) => {
          view = changed;
          show();
        },
      }),
    );
  show();
}

describe("the inspector", () => {
  beforeEach(() => open());

  it.each([
    ["en", ["Parameters", "Code", "Wire"]],
    ["zh-CN", ["参数", "代码", "报文"]],
  ] as const)("labels the inspector tabs in %s and selects the first", async (locale, names) => {
    await open({}, { locale });
    const tabs = screen.findAll("[role=tab]");
    expect(tabs.map(({ textContent }) => textContent)).toEqual(names);
    expect(tabs.map((tab) => tab.getAttribute("aria-selected"))).toEqual([
      "true",
      "false",
      "false",
    ]);
    expect(tabs.map(({ tabIndex }) => tabIndex)).toEqual([0, -1, -1]);
    const panel = screen.find("[role=tabpanel]");
    expect(panel.getAttribute("aria-labelledby")).toBe(tabs[0]?.id);
    expect(tabs[0]?.getAttribute("aria-controls")).toBe(panel.id);
  });

  it("cycles through the inspector tabs with arrow keys, Home and End", () => {
    const walk = [
      ["ArrowRight", "code"],
      ["ArrowRight", "wire"],
      ["ArrowRight", "parameters"],
      ["ArrowLeft", "wire"],
      ["Home", "parameters"],
      ["End", "wire"],
    ] as const;
    for (const [key, tab] of walk) {
      screen.press(screen.find("[role=tab][aria-selected=true]"), key);
      expect(view.tab).toBe(tab);
      expect(document.activeElement).toBe(screen.find("[role=tab][aria-selected=true]"));
    }
  });

  it("shows the request as code in the selected language", async () => {
    await open({ tab: "code" });
    expect(screen.find("pre").textContent).toContain("Bearer ${SPARK_GATEWAY_KEY}");
    screen.click(screen.named("[role=tab]", "Node.js"));
    expect(screen.find("pre").textContent).toBe(
      toNode(BODY, { baseUrl: "http://h/v1", credential: "gateway" }),
    );
  });

  it("shortens images in the code view but copies them whole", async () => {
    const url = `data:image/png;base64,${"A".repeat(5000)}`;
    const content = [{ type: "image_url", image_url: { url } }];
    await open({ tab: "code" }, { body: { ...BODY, messages: [{ role: "user", content }] } });
    expect(screen.find("pre").textContent?.length).toBeLessThan(1000);
    expect(screen.text()).toContain("Images shortened here: 1");
    let copied = "";
    Object.defineProperty(navigator, "clipboard", {
      configurable: true,
      value: { writeText: async (text: string) => void (copied = text) },
    });
    await screen.clickAndWait(screen.named("button", "Copy the full curl"));
    expect(copied).toContain(url);
    expect(screen.text()).toContain("Copied");
  });

  it("renders only the visible rows of a long event list", async () => {
    await open({ tab: "wire" });
    expect(screen.text()).toContain("Events: 504");
    expect(screen.findAll("li").length).toBeLessThan(60);
    expect(screen.find("li").getAttribute("aria-setsize")).toBe("504");
    expect(screen.find("li").textContent).toContain("+10 ms");
    expect(screen.findAll("li")[1]?.textContent).toContain('{"content":"春"}');
  });

  it("opens and closes a selected event far down the list", async () => {
    await open({ tab: "wire", event: 400 });
    const row = screen.find("button[aria-expanded=true]");
    expect(row.textContent).toContain("雨397");
    expect(row.closest("li")?.getAttribute("aria-posinset")).toBe("401");
    expect(screen.find("li section").textContent).toContain('"content": "雨397"');
    screen.click(row);
    expect(view.event).toBeNull();
    expect(screen.findAll("li section")).toEqual([]);
  });

  it("moves focus between events with arrow keys through a single tab stop", async () => {
    await open({ tab: "wire" });
    const focused = (): string | null | undefined =>
      document.activeElement?.closest("li")?.getAttribute("aria-posinset");
    screen.find("li button").focus();
    for (const [key, place] of [
      ["ArrowDown", "2"],
      ["PageDown", "12"],
      ["End", "504"],
      ["ArrowDown", "504"],
      ["ArrowUp", "503"],
      ["Home", "1"],
    ] as const) {
      screen.press(document.activeElement as HTMLElement, key);
      expect(focused()).toBe(place);
      expect(screen.findAll("li button[tabindex='0']")).toHaveLength(1);
    }
  });

  it("shows the request, headers and metrics with the key redacted", async () => {
    await open({ tab: "wire" });
    expect(screen.text()).toContain("≈ 3 → 5");
    expect(screen.text()).toContain("≈ 50.0 tok/s");
    screen.click(screen.named("[role=tab]", "Request"));
    expect(screen.text()).toContain("POST http://h/v1/chat/completions");
    expect(screen.text()).toContain("Bearer ••••••••");
    screen.click(screen.named("[role=tab]", "Headers"));
    expect(screen.text()).toContain("temperature=0.01");
    expect(screen.host.innerHTML).not.toContain("s3cr3t");
  });

  it("shows a placeholder when there is no request or its log is gone", async () => {
    await open({ tab: "wire" }, { answer: null });
    expect(screen.text()).toContain("No request yet");
    await open({ tab: "wire" }, { answer: { ...ANSWER, wireId: "gone" } });
    expect(screen.text()).toContain("no longer in memory");
  });
});
