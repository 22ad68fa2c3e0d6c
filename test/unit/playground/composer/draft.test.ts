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

describe("a file that is no image", () => {
  it("makes room again for what it had replaced", async () => {
    const { draftEditor, readNames } = start();
    draftEditor.addAddress("https://h/good.png");
    await draftEditor.addFile(EMPTY_FILE("bad.png"));
    expect(readNames()).toEqual(["good.png"]);
  });

  it("takes nothing away that was added while it was looked at", async () => {
    const { store, draftEditor, readNames } = start();
    const adding = draftEditor.addFile(EMPTY_FILE("bad.png"));
    draftEditor.addAddress("https://h/good.png");
    await adding;
    expect(readNames()).toEqual(["good.png"]);
    expect(store.getState().draft.notice).toEqual({ kind: "empty", name: "bad.png" });
  });

  it("brings back nothing that was taken away while it was looked at", async () => {
    const { store, draftEditor, readNames } = start();
    draftEditor.addAddress("https://h/good.png");
    const adding = draftEditor.addFile(EMPTY_FILE("bad.png"));
    draftEditor.removeImage(store.getState().draft.images[0]?.id ?? "");
    await adding;
    expect(readNames()).toEqual([]);
  });

  it("leaves what was there before another that is none either", async () => {
    const { draftEditor, readNames } = start();
    draftEditor.addAddress("https://h/good.png");
    await Promise.all(
      [EMPTY_FILE("1.png"), EMPTY_FILE("2.png")].map((file) => draftEditor.addFile(file)),
    );
    expect(readNames()).toEqual(["good.png"]);
  });
});
