import { describe, expect, it } from "vitest";

import { createQuestion, EMPTY_CONVERSATION } from "@/lib/playground/conversation/create";
import type { Image } from "@/lib/playground/conversation/types";
import { findMisfit } from "@/lib/playground/chat/model-fit";
import { findTextModel, type ModelInfo } from "@/lib/playground/api/models";
import { EMPTY_DRAFT } from "@/lib/playground/conversation/store";

const cannot = { tools: false, webSearch: false, reasoning: false } as const;
const sizes = { contextTokens: null, maxTokens: null };
const toModel = (id: string, vision: boolean): ModelInfo => ({ id, vision, ...cannot, ...sizes });
const MODELS = [toModel("vision", true), toModel("max", false), toModel("lite", false)];
const PICTURE: Image = { id: "p", kind: "url", url: "https://example.com/cat.jpg" };

type Pictures = { drafted?: Image[]; sent?: Image[] };

function find(model: string, { drafted = [], sent = [] }: Pictures = {}, models = MODELS) {
  const pictures = drafted.map((picture) => ({ ...picture, state: "ready" as const }));
  const turns = [createQuestion("q", "Hi", sent)];
  const conversation = { ...EMPTY_CONVERSATION, model, turns };
  return findMisfit({ draft: { ...EMPTY_DRAFT, pictures }, conversation, models });
}

describe("a model", () => {
  it("that reads text alone fits until there is a picture in the draft", () => {
    expect(find("lite")).toBeNull();
    expect(find("lite", { sent: [PICTURE] })).toBeNull();
    expect(find("lite", { drafted: [PICTURE] })).toBe("blind");
  });

  it("that looks at pictures fits once there is one, in the draft or in what was sent", () => {
    expect(find("vision")).toBe("pictureless");
    expect(find("vision", { drafted: [PICTURE] })).toBeNull();
    expect(find("vision", { sent: [PICTURE] })).toBeNull();
  });

  it("that nobody knows may take what it likes", () => {
    expect(find("vision", {}, [])).toBeNull();
    expect(find("mine", { drafted: [PICTURE] })).toBeNull();
  });

  it("for text is the usual one, where there is one", () => {
    expect(findTextModel(MODELS)?.id).toBe("lite");
    expect(findTextModel(MODELS.slice(0, 2))?.id).toBe("max");
    expect(findTextModel(MODELS.slice(0, 1))).toBeUndefined();
  });
});
