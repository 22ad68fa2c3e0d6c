import { describe, expect, it } from "vitest";

import { refuseWith } from "../../simulator/scripts";
import { startWeb } from "../../unit/gateway/image/web";
import { startGateway } from "../setup/gateway";
import { ask, GREEN, type Part, RED, say, show, toDataUrl } from "./images";

describe("An image that cannot be asked about", () => {
  it.each([
    ["by a blind model", { ...ask(show(toDataUrl(RED))), model: "lite" }, "model", "invalid_value"],
    ["that is not there", ask(say("？")), "messages", "invalid_value"],
    [
      "beside another",
      ask(show(toDataUrl(RED)), show(toDataUrl(GREEN))),
      "messages[0].content[1].image_url",
      "invalid_value",
    ],
    [
      "beside another, before words of the system",
      {
        ...ask(show(toDataUrl(RED)), show(toDataUrl(GREEN))),
        messages: [
          ...ask(show(toDataUrl(RED)), show(toDataUrl(GREEN))).messages,
          { role: "system", content: "S" },
        ],
      },
      "messages[0].content[1].image_url",
      "invalid_value",
    ],
    [
      "beside another, whose answer was empty",
      {
        ...ask(show(toDataUrl(RED))),
        messages: [
          ...ask(show(toDataUrl(RED))).messages,
          { role: "assistant", content: "" },
          ...ask(show(toDataUrl(GREEN))).messages,
        ],
      },
      "messages[2].content[0].image_url",
      "invalid_value",
    ],
    [
      "that is none",
      ask(show(toDataUrl(Buffer.from("text")))),
      "messages[0].content[0].image_url",
      "invalid_image",
    ],
    [
      "in no base64",
      ask(show("data:image/png;base64,***")),
      "messages[0].content[0].image_url",
      "invalid_image",
    ],
    [
      "not in base64",
      ask(show("data:image/png,abc")),
      "messages[0].content[0].image_url",
      "invalid_image",
    ],
    [
      "at no address",
      ask(say("？"), show("image.png")),
      "messages[0].content[1].image_url",
      "image_url_not_allowed",
    ],
    [
      "inside",
      ask(show("http://127.0.0.1:8080/")),
      "messages[0].content[0].image_url",
      "image_url_not_allowed",
    ],
    [
      "without an address",
      ask({ type: "image_url", image_url: {} } as Part),
      "messages[0].content[0].image_url.url",
      "invalid_value",
    ],
  ])("%s is explained, and costs no connection", async (_, body, param, code) => {
    await using gateway = await startGateway();
    for (const stream of [false, true]) {
      const response = await gateway.post({ ...body, stream });
      expect(response.status).toBe(400);
      const { error } = await response.json();
      expect(error).toMatchObject({ type: "invalid_request_error", param, code });
    }
    expect(gateway.simulator.connections).toHaveLength(0);
  });

  it("names the models that see", async () => {
    await using gateway = await startGateway();
    const response = await gateway.post({ ...ask(show(toDataUrl(RED))), model: "4.0Ultra" });
    expect(await response.json()).toMatchObject({
      error: { message: expect.stringMatching(/vision or imagev3/) },
    });
  });

  it("over the limit is told", async () => {
    await using gateway = await startGateway({ settings: { IMAGE_MAX_BYTES: "100" } });
    const response = await gateway.post(ask(show(toDataUrl(RED))));
    expect(await response.json()).toMatchObject({ error: { code: "image_too_large" } });
  });

  it.each([
    [10_022, "content_filter"],
    [10_029, "invalid_image"],
    [10_041, "invalid_image"],
  ])("because Spark says %d is told", async (code, expected) => {
    await using gateway = await startGateway();
    gateway.simulator.play(refuseWith(code, "m"), refuseWith(code, "m"));
    for (const stream of [false, true]) {
      const response = await gateway.post({ ...ask(show(toDataUrl(RED)), say("？")), stream });
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ error: { code: expected } });
    }
  });
});

describe("A caller who leaves", () => {
  it("while the image is on its way stops the download, and Spark is never asked", async () => {
    let closed: () => void = () => {};
    const left = new Promise<void>((resolve) => (closed = resolve));
    const abort = new AbortController();
    await using web = await startWeb((_, response) => {
      response.on("close", closed);
      response.write("x");
      setImmediate(() => abort.abort());
    });
    await using gateway = await startGateway({
      settings: { IMAGE_ALLOWED_HOSTS: `localhost:${web.port}` },
    });
    const body = ask(show(`http://localhost:${web.port}/`));
    const response = await gateway.post(body, { signal: abort.signal });
    expect(response.status).toBe(499);
    await left;
    expect(gateway.simulator.connections).toHaveLength(0);
  });
});
