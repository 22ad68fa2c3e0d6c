// @vitest-environment happy-dom
import { act, createElement } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { FailureCard } from "../../../../components/failure/failure-card";
import { createNetworkFailure } from "../../../../lib/playground/api/network-error";
import { FAILURE_TEXTS } from "../../../../lib/playground/i18n/failure";
import { toFailure } from "../../playground/share/sample";
import { type Mounted, mount, press } from "../mount";

let place: Mounted;
beforeEach(() => {
  vi.useFakeTimers({ now: 1000, toFake: ["Date", "setInterval", "clearInterval"] });
  place = mount("en");
});
afterEach(async () => {
  await place.unmount();
  vi.useRealTimers();
});

const limited = toFailure({
  status: 429,
  code: "rate_limit_exceeded",
  message: "Try again. (Spark 11202, sid cht1)",
  sparkCode: 11_202,
  sid: "cht1",
  requestId: "req-1",
  retryAfterMs: 75_000,
  at: 1000,
});
const pass = (milliseconds: number): Promise<void> =>
  act(async () => void vi.advanceTimersByTime(milliseconds));
const button = (name: RegExp): HTMLButtonElement | undefined =>
  [...place.element.querySelectorAll("button")].find(({ textContent }) => name.test(textContent));
const said = (): string | null | undefined => place.element.querySelector("output")?.textContent;

describe("the failure card", () => {
  it("shows a failure's title, cause, fix and identifiers", async () => {
    await place.show(createElement(FailureCard, { failure: limited, actions: {} }));
    const { title, why, fix } = FAILURE_TEXTS.en.causes.rate_limit_exceeded;
    expect(place.element.querySelector("[role=alert]")?.textContent).toBe(title + why + fix);
    const facts = [...place.element.querySelectorAll("dl > div")].map((row) => row.textContent);
    expect(facts).toEqual([
      "HTTP status429",
      "Coderate_limit_exceeded",
      "Spark code11202",
      "Spark sidcht1",
      "Request IDreq-1",
    ]);
    expect(place.element.textContent).toContain(limited.message);
  });

  it("attributes the message to the gateway, or to the browser for network failures", async () => {
    await place.show(createElement(FailureCard, { failure: limited, actions: {} }));
    expect(place.element.textContent).toContain(FAILURE_TEXTS.en.gatewaySays);
    const failure = createNetworkFailure("ChunkLoadError: no network", 1000);
    await place.show(createElement(FailureCard, { failure, actions: {} }));
    expect(place.element.textContent).toContain(`${FAILURE_TEXTS.en.browserSays}: ChunkLoadError`);
    expect(place.element.textContent).not.toContain(FAILURE_TEXTS.en.gatewaySays);
  });

  it("copies every fact of a failure and nothing else", async () => {
    let copied = "";
    document.execCommand = () => {
      copied = document.querySelector("textarea")?.value ?? "";
      return true;
    };
    Object.defineProperty(navigator, "clipboard", { value: undefined, configurable: true });
    await place.show(createElement(FailureCard, { failure: limited, actions: {} }));
    await press(button(/Copy/));
    expect(copied).toBe(
      "HTTP status: 429\nCode: rate_limit_exceeded\nSpark code: 11202\nSpark sid: cht1\n" +
        "Request ID: req-1\nTry again. (Spark 11202, sid cht1)",
    );
  });

  it("keeps Retry focusable but inactive during the countdown and announces its end", async () => {
    const retry = vi.fn<() => void>();
    await place.show(createElement(FailureCard, { failure: limited, actions: { retry } }));
    expect(button(/^Retry/)?.textContent).toBe("Retry01:15");
    expect(button(/^Retry/)?.getAttribute("aria-disabled")).toBe("true");
    expect(button(/^Retry/)?.disabled).toBe(false);
    await press(button(/^Retry0/));
    await pass(15_000);
    expect(button(/^Retry/)?.textContent).toBe("Retry01:00");
    expect(said()).toBe("");
    await pass(60_000);
    expect(said()).toBe("You can retry now");
    // It stays in its place, so that nothing beside it moves.
    expect(button(/^Retry once/)?.disabled).toBe(true);
    expect(place.element.querySelector("[class*=clock]")?.textContent).toBe("");
    expect(retry).not.toHaveBeenCalled();
    await press(button(/^Retry$/));
    expect(retry).toHaveBeenCalledOnce();
  });

  it("retries once automatically after the countdown if the user opted in", async () => {
    const calls: string[] = [];
    const show = (name: string): Promise<void> =>
      place.show(
        createElement(FailureCard, {
          failure: limited,
          actions: { retry: () => void calls.push(name) },
        }),
      );
    await show("a");
    await press(button(/Retry once/));
    expect(said()).toBe("Will retry once when it is over");
    await pass(74_000);
    expect(calls).toEqual([]);
    await pass(1000);
    expect(calls).toEqual(["a"]);
    await show("b");
    await pass(60_000);
    expect(calls).toEqual(["a"]);
  });

  it("cancels the automatic retry when the user opts out", async () => {
    const retry = vi.fn<() => void>();
    await place.show(createElement(FailureCard, { failure: limited, actions: { retry } }));
    await press(button(/Retry once/));
    await press(button(/Do not retry/));
    await pass(75_000);
    expect(retry).not.toHaveBeenCalled();
  });

  it("skips the countdown when the retry delay has already passed", async () => {
    await place.show(
      createElement(FailureCard, {
        failure: { ...limited, at: -1_000_000 },
        actions: { retry: () => {} },
      }),
    );
    expect(button(/^Retry/)?.getAttribute("aria-disabled")).toBe("false");
    expect(said()).toBeUndefined();
  });

  it("offers only the actions that suit the failure's cause", async () => {
    const shrinkImage = vi.fn<() => void>();
    const actions = { retry: () => {}, shrinkImage, useOwnKey: () => {} };
    const failure = toFailure({ status: 400, code: "invalid_image" });
    await place.show(createElement(FailureCard, { failure, actions }));
    expect(button(/^Retry/)).toBeUndefined();
    expect(button(/credentials/)).toBeUndefined();
    await press(button(/Shrink/));
    expect(shrinkImage).toHaveBeenCalledOnce();
  });
});
