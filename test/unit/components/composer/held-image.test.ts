// @vitest-environment happy-dom
import { act, createElement } from "react";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { DraftImages } from "@/components/composer/draft-images";
import { openShare } from "@/lib/playground/chat/share-link";
import { encodeShare } from "@/lib/playground/share/share";

import { type Stage, stage } from "../stage";

const URL_OF_IMAGE = "https://images.example/beacon.png";

let page: Stage;
beforeEach(async () => {
  page = await stage(createElement(DraftImages));
});
afterEach(() => page.unmount());

const sources = (): (string | null)[] =>
  [...page.element.querySelectorAll("img")].map((image) => image.getAttribute("src"));

describe("an image in a shared link", () => {
  it("loads a shared link's image only when the reader asks for it", async () => {
    const shared = { model: "vision", parameters: {}, text: "?", imageUrls: [URL_OF_IMAGE] };
    const fragment = await encodeShare(shared);
    await act(async () => void (await openShare(fragment, page.playground)));
    expect(page.playground.store.getState().draft.images).toMatchObject([{ url: URL_OF_IMAGE }]);
    expect(sources()).toEqual([]);
    await act(async () => page.button("Load image beacon.png").click());
    expect(sources()).toEqual([URL_OF_IMAGE]);
  });

  it("is loaded at once when the reader has typed its address", async () => {
    await act(async () => void (await page.playground.draftEditor.addAddress(URL_OF_IMAGE)));
    expect(sources()).toEqual([URL_OF_IMAGE]);
  });
});
