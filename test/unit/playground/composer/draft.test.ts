import { describe, expect, it } from "vitest";

import { createDraftEditor } from "@/lib/playground/composer/draft";
import { createChatStore } from "@/lib/playground/conversation/store";

const EMPTY_FILE = (name: string): File => new File([], name);

function start() {
  const store = createChatStore();
  let ids = 0;
  const draftEditor = createDraftEditor({ store, createId: () => `id${(ids += 1)}` });
  const readNames = () => store.getState().draft.images.map(({ name }) => name);
  return { store, draftEditor, readNames };
}

describe("files that are not images", () => {
  it("restores the replaced image when an empty file is rejected", async () => {
    const { draftEditor, readNames } = start();
    draftEditor.addAddress("https://h/good.png");
    await draftEditor.addFile(EMPTY_FILE("bad.png"));
    expect(readNames()).toEqual(["good.png"]);
  });

  it("keeps an image added while an empty file is being checked", async () => {
    const { store, draftEditor, readNames } = start();
    const adding = draftEditor.addFile(EMPTY_FILE("bad.png"));
    draftEditor.addAddress("https://h/good.png");
    await adding;
    expect(readNames()).toEqual(["good.png"]);
    expect(store.getState().draft.notice).toEqual({ kind: "empty", name: "bad.png" });
  });

  it("does not restore an image removed while an empty file is being checked", async () => {
    const { store, draftEditor, readNames } = start();
    draftEditor.addAddress("https://h/good.png");
    const adding = draftEditor.addFile(EMPTY_FILE("bad.png"));
    draftEditor.removeImage(store.getState().draft.images[0]?.id ?? "");
    await adding;
    expect(readNames()).toEqual([]);
  });

  it("keeps the earlier image when two empty files are added at once", async () => {
    const { draftEditor, readNames } = start();
    draftEditor.addAddress("https://h/good.png");
    await Promise.all(
      [EMPTY_FILE("1.png"), EMPTY_FILE("2.png")].map((file) => draftEditor.addFile(file)),
    );
    expect(readNames()).toEqual(["good.png"]);
  });
});
