import { expect, it } from "vitest";

import { persistDraft } from "@/lib/playground/composer/persist-draft";
import { createChatStore, EMPTY_DRAFT } from "@/lib/playground/conversation/store";
import { createFakeStorage } from "../storage/fake-storage";

function open(session: Storage) {
  const store = createChatStore();
  persistDraft(store, session);
  const write = (text: string) => store.setState({ draft: { ...EMPTY_DRAFT, text } });
  return { write, read: () => store.getState().draft.text };
}

it("restores an unsent draft after a reload and forgets it once cleared", () => {
  const session = createFakeStorage();
  open(session).write("Half a sen");
  const later = open(session);
  expect(later.read()).toBe("Half a sen");
  later.write("");
  expect(open(session).read()).toBe("");
  expect(session.length).toBe(0);
});

it("keeps an over-quota draft in memory and removes its stored copy", () => {
  const session = createFakeStorage();
  const { write, read } = open(session);
  write("short");
  session.setItem = () => {
    throw new DOMException("no room", "QuotaExceededError");
  };
  write("far too long");
  expect(read()).toBe("far too long");
  expect(open(session).read()).toBe("");
});
