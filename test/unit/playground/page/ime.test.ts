import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { createInputMethod } from "@/lib/playground/page/ime";

const ENTER = { isComposing: false, keyCode: 13 };

describe("the input method", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("leaves Enter to the page while nothing is being composed", () => {
    expect(createInputMethod().owns(ENTER)).toBe(false);
  });

  it("owns an Enter during a composition, as in Chrome and Firefox", () => {
    const inputMethod = createInputMethod();
    inputMethod.start();
    expect(inputMethod.owns({ isComposing: true, keyCode: 229 })).toBe(true);
    inputMethod.end();
    vi.runAllTimers();
    expect(inputMethod.owns(ENTER)).toBe(false);
  });

  it("owns an Enter after compositionend marked by keyCode 229, as in Safari", () => {
    const inputMethod = createInputMethod();
    inputMethod.start();
    inputMethod.end();
    vi.runAllTimers();
    expect(inputMethod.owns({ isComposing: false, keyCode: 229 })).toBe(true);
  });

  it("owns an unmarked Enter in the task that ended the composition, but none later", () => {
    const inputMethod = createInputMethod();
    inputMethod.start();
    inputMethod.end();
    expect(inputMethod.owns(ENTER)).toBe(true);
    vi.runAllTimers();
    expect(inputMethod.owns(ENTER)).toBe(false);
  });

  it("keeps a new composition active when the previous one's timer fires", () => {
    const inputMethod = createInputMethod();
    inputMethod.start();
    inputMethod.end();
    inputMethod.start();
    vi.runAllTimers();
    expect(inputMethod.owns(ENTER)).toBe(true);
  });
});
