// @vitest-environment happy-dom
import { act, createElement } from "react";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { useVirtualWindow } from "@/components/inspector/wire/use-virtual-window";

import { type Mounted, mount } from "../mount";

const SIGHT = 100;

let place: Mounted;
let contentHeight: number;
beforeEach(() => {
  place = mount("en");
  contentHeight = 500;
});
afterEach(() => place.unmount());

function Box(props: { grows: boolean; isHeld: boolean }) {
  const { box, onScroll } = useVirtualWindow(props);
  return createElement("div", { ref: box, onScroll, className: "box" });
}

const find = (): HTMLElement => {
  const element = place.element.querySelector<HTMLElement>(".box");
  if (!element) throw new Error("There is no box.");
  return element;
};
const show = (grows: boolean, isHeld = false): Promise<void> =>
  place.show(createElement(Box, { grows, isHeld }));
/** Gives the box the height that a browser would report. */
async function open(): Promise<void> {
  await show(true);
  Object.defineProperty(find(), "clientHeight", { value: SIGHT });
  Object.defineProperty(find(), "scrollHeight", { get: () => contentHeight });
  await show(true);
}
/** The browser reports late where it has scrolled to; by then more rows may have arrived. */
const scroll = (top: number): Promise<void> =>
  act(async () => {
    find().scrollTop = top;
    find().dispatchEvent(new Event("scroll"));
  });
const grow = (): number => (contentHeight += 500);

describe("useVirtualWindow", () => {
  it("stays at the end when content grows before the scroll event fires", async () => {
    await open();
    expect(find().scrollTop).toBe(500);
    grow();
    await scroll(400);
    await show(true);
    expect(find().scrollTop).toBe(1000);
  });

  it("stays where the user scrolled back to until they return to the end", async () => {
    await open();
    await scroll(400);
    await scroll(350);
    grow();
    await show(true);
    expect(find().scrollTop).toBe(350);
    await scroll(contentHeight - SIGHT);
    grow();
    await show(true);
    expect(find().scrollTop).toBe(1500);
  });

  it("scrolls to the last content when growth ends, then stays put", async () => {
    await open();
    grow();
    await show(false);
    expect(find().scrollTop).toBe(1000);
    grow();
    await show(false);
    expect(find().scrollTop).toBe(1000);
  });

  it("keeps its scroll position while the user has an item open", async () => {
    await open();
    grow();
    await show(true, true);
    await show(false, true);
    expect(find().scrollTop).toBe(500);
  });
});
