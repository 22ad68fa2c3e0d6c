import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { createInputMethod } from "@/lib/playground/page/ime";

const ENTER = { isComposing: false, keyCode: 13 };

describe("an input method", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("owns no key while nothing is composed", () => {
    expect(createInputMethod().owns(ENTER)).toBe(false);
  });

  it("owns an Enter during the composition (Chrome, Firefox)", () => {
    const inputMethod = createInputMethod();
    inputMethod.start();
    expect(inputMethod.owns({ isComposing: true, keyCode: 229 })).toBe(true);
    inputMethod.end();
    vi.runAllTimers();
    expect(inputMethod.owns(ENTER)).toBe(false);
  });

  it("owns an Enter that comes after the composition, marked only by 229 (Safari)", () => {
    const inputMethod = createInputMethod();
    inputMethod.start();
    inputMethod.end();
    vi.runAllTimers();
    expect(inputMethod.owns({ isComposing: false, keyCode: 229 })).toBe(true);
  });

  it("owns an unmarked Enter of the task in which the composition ended, and none after it", () => {
    const inputMethod = createInputMethod();
    inputMethod.start();
    inputMethod.end();
    expect(inputMethod.owns(ENTER)).toBe(true);
    vi.runAllTimers();
    expect(inputMethod.owns(ENTER)).toBe(false);
  });

  it("is not ended by the composition before", () => {
    const inputMethod = createInputMethod();
    inputMethod.start();
    inputMethod.end();
    inputMethod.start();
    vi.runAllTimers();
    expect(inputMethod.owns(ENTER)).toBe(true);
  });
});
