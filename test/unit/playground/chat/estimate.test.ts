import { expect, it } from "vitest";

import { estimateDraft } from "@/lib/playground/chat/estimate";
import { createChatStore } from "@/lib/playground/conversation/store";

import { toModel } from "../samples";

it("estimates everything that would be sent: prompt, files, draft and history", () => {
  const store = createChatStore({ models: [{ ...toModel("lite"), contextTokens: 8192 }] });
  expect(estimateDraft(store.getState())).toEqual({ tokens: 0, limit: 8192 });
  store.setState(({ conversation, draft }) => ({
    conversation: {
      ...conversation,
      parameters: { system: "星火星火星火" },
      turns: [{ role: "user", id: "q", text: "星火星", images: [] }],
    },
    draft: { ...draft, text: "星火星" },
  }));
  expect(estimateDraft(store.getState()).tokens).toBe(4 + 2 + 2);
  store.setState(({ draft }) => ({
    draft: { ...draft, files: [{ id: "f", name: "a.txt", text: "星".repeat(300) }] },
  }));
  expect(estimateDraft(store.getState()).tokens).toBeGreaterThan(200);
  store.setState({ models: [] });
  expect(estimateDraft(store.getState()).limit).toBeNull();
});
