// @vitest-environment happy-dom
import { type ComponentProps, createElement } from "react";
import { beforeEach, describe, expect, it } from "vitest";

import { WireStrip } from "@/components/inspector/wire/wire-strip";

import { createScreen, recordEvents, type Screen, toChunk } from "./render";

let screen: Screen;
beforeEach(async () => {
  const recorder = await recordEvents([
    toChunk(""),
    toChunk("春"),
    ": keep-alive\n\n",
    ...Array.from({ length: 500 }, (_, place) => toChunk(`雨${place}`)),
    "data: [DONE]\n\n",
  ]);
  screen = createScreen(recorder, "en");
});

describe("the wire strip", () => {
  const show = (given: Partial<ComponentProps<typeof WireStrip>>): void =>
    screen.show(
      createElement(WireStrip, {
        wireId: "a",
        firstTokenMs: 20,
        selected: null,
        onSelect: () => {},
        ...given,
      }),
    );

  it("moves through events with a slider and opens one on Enter", () => {
    const opened: number[] = [];
    show({ onSelect: (index) => opened.push(index) });
    const slider = screen.find("input[type=range]") as HTMLInputElement;
    expect(slider.getAttribute("aria-label")).toBe("Wire timeline");
    expect(slider.getAttribute("aria-valuetext")).toBe(
      "First token 20 ms, events: 504, total 5050 ms",
    );
    expect(slider.max).toBe("504");
    expect(screen.text()).toBe("20 ms");
    screen.type(slider, "3");
    expect(slider.getAttribute("aria-valuetext")).toBe("3 of 504: +30 ms, 14 bytes, comment");
    screen.press(slider, "Enter");
    expect(opened).toEqual([2]);
    expect(screen.findAll("path")).toHaveLength(2);
  });

  it("shows the first-token time that the answer reports", () => {
    show({ firstTokenMs: 22 });
    expect(screen.text()).toBe("22 ms");
    show({ firstTokenMs: null });
    expect(screen.text()).toBe("–");
  });

  it("renders no wire strip when no log was recorded", () => {
    show({ wireId: "gone" });
    expect(screen.host.innerHTML).toBe("");
  });
});
