import { describe, expect, it } from "vitest";

import { GREEN, RED, toDataUrl } from "../image/images";
import { startGateway } from "../setup/gateway";
import { askWhole, expectRefusal, readTold, readTurns, readWhole, respond } from "./ask";

const ASK = { model: "vision" };
const text = { type: "input_text", text: "什么颜色？" };
const show = (image_url: unknown, more: object = {}) => ({
  type: "input_image",
  image_url,
  ...more,
});
const user = (...content: object[]) => ({ role: "user", content });

describe("images in input", () => {
  it.each([
    ["a data: URL", show(toDataUrl(RED), { detail: "auto" })],
    ["the chat API's form", show({ url: toDataUrl(RED) })],
    ["the detail original", show(toDataUrl(RED), { detail: "original" })],
    ["a file_id beside the picture", show(toDataUrl(RED), { file_id: "file_1" })],
  ])("sends Spark an image given as %s", async (_, part) => {
    await using gateway = await startGateway();
    await readWhole(await respond(gateway, { ...ASK, input: [user(part, text)] }));
    const [image, question] = await readTurns(gateway);
    expect(image).toMatchObject({ content_type: "image", content: RED.toString("base64") });
    expect(question?.content).toBe("什么颜色？");
  });

  it("sends the newest image of the conversation and reports older ones", async () => {
    await using gateway = await startGateway();
    const input = [
      user(show(toDataUrl(RED)), text),
      { role: "assistant", content: "红" },
      user(text, show(toDataUrl(GREEN))),
    ];
    const response = await respond(gateway, { ...ASK, input });
    await readWhole(response);
    expect((await readTurns(gateway))[0]?.content).toBe(GREEN.toString("base64"));
    expect(readTold(response).ignored).toEqual(["input[0].content[0].image_url"]);
  });

  it("drops and reports images in messages that are not from the user", async () => {
    await using gateway = await startGateway();
    const picture = show(toDataUrl(RED));
    const input = [
      { role: "developer", content: [picture, { type: "input_text", text: "短" }] },
      user(text),
      { role: "assistant", content: [{ type: "output_text", text: "红" }, picture] },
      user(text),
    ];
    const response = await respond(gateway, { model: "4.0Ultra", input });
    await readWhole(response);
    expect(readTold(response).ignored).toEqual(["input[0].content[0]", "input[2].content[1]"]);
  });

  it("adds a question to an image without text and reports it", async () => {
    await using gateway = await startGateway();
    const response = await respond(gateway, { ...ASK, input: [user(show(toDataUrl(RED)))] });
    await readWhole(response);
    expect((await readTurns(gateway))[1]?.content).toBe("请描述这张图片。");
    expect(readTold(response).adjusted[0]).toMatch(/^input\[0\]\.content=/);
  });

  it("accepts and returns images as in OpenAI's schema", async () => {
    await using gateway = await startGateway();
    const part = { type: "input_image", image_url: toDataUrl(RED), detail: "low" };
    const message = { type: "message", role: "user", content: [part, text] };
    expect((await askWhole(gateway, { ...ASK, input: [message] })).output).toHaveLength(1);
  });

  const place = "input[0].content[0]";
  it.each([
    [{ type: "input_image" }, { param: `${place}.image_url`, code: "invalid_value" }],
    [show(null), { param: `${place}.image_url`, code: "invalid_value" }],
    [show(7), { param: `${place}.image_url`, code: "invalid_value" }],
    [show("x", { detail: "best" }), { param: `${place}.detail`, code: "invalid_value" }],
    [
      { type: "input_image", file_id: "file_1" },
      { param: `${place}.file_id`, code: "unsupported_parameter" },
    ],
    [show("data:image/png;base64,AAAA"), { param: `${place}.image_url`, code: "invalid_image" }],
    [
      show("http://127.0.0.1/x.png"),
      { param: `${place}.image_url`, code: "image_url_not_allowed" },
    ],
  ])("rejects the image %j", async (part, expected) => {
    await using gateway = await startGateway();
    await expectRefusal(gateway, { ...ASK, input: [user(part, text)] }, expected);
  });

  it("rejects an image for a model without vision and names vision models", async () => {
    await using gateway = await startGateway();
    const body = { model: "lite", input: [user(show(toDataUrl(RED)), text)] };
    const { message } = await expectRefusal(gateway, body, { param: "model" });
    expect(message).toContain("vision");
  });

  it("rejects a vision request without an image in this API's own words", async () => {
    await using gateway = await startGateway();
    const { message } = await expectRefusal(gateway, { ...ASK, input: "看" }, { param: "input" });
    expect(message).toContain("answers about an image");
    expect(message).not.toContain("image_url");
  });
});
