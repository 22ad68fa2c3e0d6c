import { describe, expect, it } from "vitest";

import { GREEN, RED } from "../image/images";
import { startGateway } from "../setup/gateway";
import { readSent } from "../setup/services";
import { ASK, post } from "./anthropic";
import { expectError } from "./expected";

const user = (content: unknown) => ({ role: "user", content });
const text = (said: string) => ({ type: "text", text: said });
const picture = (bytes: Buffer) => ({
  type: "image",
  source: { type: "base64", media_type: "image/jpeg", data: bytes.toString("base64") },
});
const document = (type: string) => ({ type: "document", title: "卷", source: { type } });
const result = (...content: unknown[]) => ({ type: "tool_result", tool_use_id: "t1", content });
const call = {
  role: "assistant",
  content: [{ type: "tool_use", id: "t1", name: "Read", input: {} }],
};
const VISION = { ...ASK, model: "vision" };

describe("Messages API: images", () => {
  it("sends a vision model the newest image and reports the dropped ones", async () => {
    await using gateway = await startGateway();
    const response = await post(gateway, {
      ...VISION,
      messages: [
        user([picture(GREEN), text("一")]),
        { role: "assistant", content: "绿" },
        user([picture(RED), text("二")]),
      ],
    });
    expect(response.status).toBe(200);
    expect(response.headers.get("x-spark-ignored")).toBe("messages.0.content.0");
    const { payload } = await readSent(gateway);
    expect(payload.message.text[0]).toEqual({
      role: "user",
      content: RED.toString("base64"),
      content_type: "image",
    });
  });

  it("sends a vision model an image that is only in a tool result", async () => {
    await using gateway = await startGateway();
    const messages = [user("看"), call, user([result(picture(GREEN), text("图"))])];
    expect((await post(gateway, { ...VISION, messages })).status).toBe(200);
    const { payload } = await readSent(gateway);
    expect(payload.message.text[0].content).toBe(GREEN.toString("base64"));
    expect(JSON.stringify(payload)).toContain("[image]\\n图");
  });

  it("notes an image for a text model that Claude Code read from a mentioned file", async () => {
    await using gateway = await startGateway();
    const notice =
      '<system-reminder>\nCalled the Read tool with the following input: {"file_path":"p.png"}\n' +
      "</system-reminder>";
    const rest = [user([picture(GREEN)]), user("what is in @p.png")];
    for (const content of [notice, [text(notice)]]) {
      const response = await post(gateway, { ...ASK, messages: [user(content), ...rest] });
      expect(response.status).toBe(200);
      expect(response.headers.get("x-spark-ignored")).toBe("messages.1.content.0");
      expect(JSON.stringify(await readSent(gateway))).toContain("[image]");
    }
    const plain = await post(gateway, { ...ASK, messages: rest });
    const { message } = await expectError(plain, [400, "invalid_request_error"]);
    expect(message).toContain("cannot see images");
  });

  it("notes images for a text model and never rejects old ones", async () => {
    await using gateway = await startGateway();
    const messages = [
      user([picture(GREEN), text("一")]),
      call,
      user([result(picture(RED), { type: "image", source: { type: "file", file_id: "f" } })]),
    ];
    const response = await post(gateway, { ...ASK, messages });
    expect(response.status).toBe(200);
    expect(response.headers.get("x-spark-ignored")).toBe(
      "messages.0.content.0, messages.2.content.0.content.0, messages.2.content.0.content.1",
    );
    const sent = JSON.stringify((await readSent(gateway)).payload);
    expect(sent).toContain('"一[image]"');
    expect(sent).toContain("[image]\\n[image]");
    expect(sent).not.toContain(GREEN.toString("base64").slice(0, 40));
  });

  it.each([
    ["for a text model", ASK, [picture(GREEN)], /^model: .*cannot see images: choose vision/],
    ["two at once", VISION, [picture(GREEN), picture(RED)], /^messages\.0\.content\.1: /],
    ["none at all", VISION, [text("?")], /^messages: /],
    ["no picture", VISION, [picture(Buffer.from("text"))], /^messages\.0\.content\.0: /],
    [
      "on Anthropic's servers",
      VISION,
      [{ type: "image", source: { type: "file", file_id: "f" } }],
      /^messages\.0\.content\.0\.source: /,
    ],
    ["a PDF", ASK, [document("base64")], /^messages\.0\.content\.0\.source: .*no PDF/],
    ["a document by its URL", ASK, [document("url")], /^messages\.0\.content\.0\.source: /],
  ])("rejects an invalid image: %s in the last question", async (_, body, content, words) => {
    await using gateway = await startGateway();
    const response = await post(gateway, { ...body, messages: [user(content)] });
    const { message } = await expectError(response, [400, "invalid_request_error"]);
    expect(message).toMatch(words);
  });

  it("notes documents in earlier messages and in tool results", async () => {
    await using gateway = await startGateway();
    const messages = [user([document("url")]), call, user([result(document("base64"))])];
    const response = await post(gateway, { ...ASK, messages });
    expect(response.status).toBe(200);
    expect(response.headers.get("x-spark-ignored")).toBe(
      "messages.0.content.0, messages.2.content.0.content.0",
    );
    expect(JSON.stringify(await readSent(gateway))).toContain("[document] 卷");
  });
});
