import { describe, expect, it } from "vitest";

import { toNextBody } from "@/lib/playground/chat/preview-body";
import { createDrawing } from "@/lib/playground/conversation/create-drawing";
import { EMPTY_DRAFT } from "@/lib/playground/conversation/store";
import { toBody } from "@/lib/playground/conversation/to-body";
import { toImageBody } from "@/lib/playground/conversation/to-image-body";
import type { Image } from "@/lib/playground/conversation/types";

import { answered, conversation, question, toModel } from "../samples";

const image: Image = { id: "i", kind: "file", url: "blob:x", bytes: 9, name: "A cat" };
const drawn = answered("a1", { text: "", images: [image] });

describe("the request for images", () => {
  it("sends the last question as prompt, and of the parameters only size and n", () => {
    const turns = [question("q1", "Hello"), answered("a0"), question("q2", "A cat"), drawn];
    const parameters = { temperature: 0.5, system: "Be brief", n: 3, size: "512x512" };
    const wanted = { model: "lite", prompt: "A cat", n: 3, size: "512x512" };
    expect(toImageBody(conversation(turns, parameters))).toEqual(wanted);
    expect(toImageBody(conversation(turns, parameters), "a0").prompt).toBe("Hello");
    expect(toImageBody(conversation(turns))).toEqual({ model: "lite", prompt: "A cat" });
  });

  it("is shown in the Code tab for an image model, from the draft on", () => {
    const model = toModel("spark-image", { kind: "image" });
    const asked = { ...conversation([]), model: "spark-image" };
    expect(toNextBody(asked, { ...EMPTY_DRAFT, text: " A dog " }, { model, sample: "?" })).toEqual({
      model: "spark-image",
      prompt: "A dog",
    });
  });

  it("leaves a prompt and its images out of what a chat model is sent", () => {
    const turns = [question("q1", "A cat"), drawn, question("q2", "Hello")];
    expect(toBody(conversation(turns)).messages).toEqual([{ role: "user", content: "Hello" }]);
  });

  it.each([
    [{}, [1, 1024, 1024]],
    [{ n: 4, size: "1280x720" }, [4, 1280, 720]],
    [{ n: 10 }, [10, 1024, 1024]],
    // A request that the gateway is bound to reject needs one placeholder for the error.
    [{ n: 11 }, [1, 1024, 1024]],
    [{ n: 0 }, [1, 1024, 1024]],
  ])("creates as many placeholders of the size that %j requests", (parameters, expected) => {
    const asked = conversation([question("q1", "A cat")], parameters);
    const places = createDrawing(asked, "a", () => "id");
    expect([places.length, places[0]?.width, places[0]?.height]).toEqual(expected);
    expect(places[0]).toMatchObject({ url: "", name: "A cat", blobKey: "picture:c:id" });
  });
});
