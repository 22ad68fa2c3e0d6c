import { describe, expect, it } from "vitest";

import { ASK, startGateway } from "./gateway";
import { postWith, readSent, SERVICES } from "./services";

describe("Over HTTP alone", () => {
  const [, [, key]] = SERVICES;

  it.each(["vision", "imagev3", "kjwx", "generalv2"])(
    "%s is not served, and it is said by whom",
    async (model) => {
      await using gateway = await startGateway();
      const content =
        model === "vision" || model === "imagev3"
          ? [{ type: "image_url", image_url: { url: "data:image/png;base64,AAAA" } }]
          : "你好";
      const response = await postWith(
        gateway,
        key,
      )({ model, messages: [{ role: "user", content }] });
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({
        error: {
          code: "unsupported_parameter",
          param: "model",
          message: expect.stringContaining("APP_ID:API_SECRET:API_KEY"),
        },
      });
    },
  );

  it("parameters that only HTTP has are sent", async () => {
    await using gateway = await startGateway();
    const fields = { temperature: 1.5, top_p: 0.5, presence_penalty: -1, frequency_penalty: 1 };
    const response = await postWith(gateway, key)({ ...ASK, ...fields });
    expect(response.headers.get("x-spark-ignored")).toBeNull();
    expect(response.headers.get("x-spark-adjusted")).toBeNull();
    expect(await readSent(gateway)).toMatchObject(fields);
  });

  it("the server's own APIPassword serves whoever brings nothing", async () => {
    await using gateway = await startGateway({
      settings: { APP_ID: "", API_KEY: "", API_SECRET: "", API_PASSWORD: key },
    });
    expect((await gateway.post(ASK)).status).toBe(200);
    await using wrong = await startGateway({
      settings: { APP_ID: "", API_KEY: "", API_SECRET: "", API_PASSWORD: "wrong" },
    });
    const response = await wrong.post(ASK);
    expect(response.status).toBe(502);
    expect(await response.json()).toMatchObject({ error: { code: "upstream_auth" } });
  });
});
