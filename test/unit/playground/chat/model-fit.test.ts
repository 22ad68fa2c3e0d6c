import { describe, expect, it } from "vitest";

import { createQuestion } from "@/lib/playground/conversation/create";
import { EMPTY_CONVERSATION } from "@/lib/playground/conversation/empty";
import type { Image } from "@/lib/playground/conversation/types";
import { findMisfit } from "@/lib/playground/chat/model-fit";
import { findTextModel } from "@/lib/playground/conversation/models";
import { EMPTY_DRAFT } from "@/lib/playground/conversation/store";

import { toModel } from "../samples";

const MODELS = [toModel("vision", { vision: true }), toModel("max"), toModel("lite")];
const IMAGE: Image = { id: "p", kind: "url", url: "https://example.com/cat.jpg" };

type Images = { drafted?: Image[]; sent?: Image[] };

function find(model: string, { drafted = [], sent = [] }: Images = {}, models = MODELS) {
  const images = drafted.map((image) => ({ ...image, state: "ready" as const }));
  const turns = [createQuestion("q", { text: "Hi", images: sent })];
  const conversation = { ...EMPTY_CONVERSATION, model, turns };
  return findMisfit({ draft: { ...EMPTY_DRAFT, images }, conversation, models });
}

describe("model fit", () => {
  it("accepts a text-only model until the draft holds an image", () => {
    expect(find("lite")).toBeNull();
    expect(find("lite", { sent: [IMAGE] })).toBeNull();
    expect(find("lite", { drafted: [IMAGE] })).toBe("blind");
  });

  it("accepts a vision model once the draft or a sent turn has an image", () => {
    expect(find("vision")).toBe("without-image");
    expect(find("vision", { drafted: [IMAGE] })).toBeNull();
    expect(find("vision", { sent: [IMAGE] })).toBeNull();
  });

  it("accepts any draft for a model that is not listed", () => {
    expect(find("vision", {}, [])).toBeNull();
    expect(find("mine", { drafted: [IMAGE] })).toBeNull();
  });

  it("picks the default text model, else another one, else none", () => {
    expect(findTextModel(MODELS)?.id).toBe("lite");
    expect(findTextModel(MODELS.slice(0, 2))?.id).toBe("max");
    expect(findTextModel(MODELS.slice(0, 1))).toBeUndefined();
  });
});
