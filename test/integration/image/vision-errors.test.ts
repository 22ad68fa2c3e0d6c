import { describe, expect, it } from "vitest";

import { refuseWith } from "../../simulator/scripts";
import { startWeb } from "../../unit/gateway/image/web";
import { startGateway } from "../setup/gateway";
import { ask, GREEN, type Part, RED, say, show, toDataUrl } from "./images";

describe("vision request errors", () => {
  it.each([
    [
      "an image for a model without vision",
      { ...ask(show(toDataUrl(RED))), model: "lite" },
      "model",
      "invalid_value",
    ],
    ["a vision request without an image", ask(say("？")), "messages", "invalid_value"],
    [
      "two images in one message",
      ask(show(toDataUrl(RED)), show(toDataUrl(GREEN))),
      "messages[0].content[1].image_url",
      "invalid_value",
    ],
    [
      "two images before a system message",
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
      "two images around an empty answer",
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
      "data that is not an image",
      ask(show(toDataUrl(Buffer.from("text")))),
      "messages[0].content[0].image_url",
      "invalid_image",
    ],
    [
      "invalid base64",
      ask(show("data:image/png;base64,***")),
      "messages[0].content[0].image_url",
      "invalid_image",
    ],
    [
      "a data URL that is not base64",
      ask(show("data:image/png,abc")),
      "messages[0].content[0].image_url",
      "invalid_image",
    ],
    [
      "a relative URL",
      ask(say("？"), show("image.png")),
      "messages[0].content[1].image_url",
      "image_url_not_allowed",
    ],
    [
      "a loopback URL",
      ask(show("http://127.0.0.1:8080/")),
      "messages[0].content[0].image_url",
      "image_url_not_allowed",
    ],
    [
      "an image without a URL",
      ask({ type: "image_url", image_url: {} } as Part),
      "messages[0].content[0].image_url.url",
      "invalid_value",
    ],
  ])("rejects %s and opens no connection to Spark", async (_, body, param, code) => {
    await using gateway = await startGateway();
    for (const stream of [false, true]) {
      const response = await gateway.post({ ...body, stream });
      expect(response.status).toBe(400);
      const { error } = await response.json();
      expect(error).toMatchObject({ type: "invalid_request_error", param, code });
    }
    expect(gateway.simulator.connections).toHaveLength(0);
  });

  it("names the vision models when the requested model cannot see", async () => {
    await using gateway = await startGateway();
    const response = await gateway.post({ ...ask(show(toDataUrl(RED))), model: "4.0Ultra" });
    expect(await response.json()).toMatchObject({
      error: { message: expect.stringMatching(/vision or imagev3/) },
    });
  });

  it("rejects an image over IMAGE_MAX_BYTES with image_too_large", async () => {
    await using gateway = await startGateway({ settings: { IMAGE_MAX_BYTES: "100" } });
    const response = await gateway.post(ask(show(toDataUrl(RED))));
    expect(await response.json()).toMatchObject({ error: { code: "image_too_large" } });
  });

  it.each([
    [10_022, "content_filter"],
    [10_029, "invalid_image"],
    [10_041, "invalid_image"],
  ])("maps Spark's %d to %s, whole and streamed", async (code, expected) => {
    await using gateway = await startGateway();
    gateway.simulator.play(refuseWith(code, "m"), refuseWith(code, "m"));
    for (const stream of [false, true]) {
      const response = await gateway.post({ ...ask(show(toDataUrl(RED)), say("？")), stream });
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ error: { code: expected } });
    }
  });
});

describe("client disconnects during an image download", () => {
  it("stops the download and never contacts Spark when the client disconnects", async () => {
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
