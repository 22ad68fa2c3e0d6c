import { describe, expect, it } from "vitest";

import { answer } from "../../simulator/scripts";
import { SOURCES } from "../../simulator/sources";
import type { Stage } from "../../simulator/simulator";
import { startGateway } from "../setup/gateway";
import { postWith, readSent, SERVICES } from "../setup/services";
import { readStream } from "../setup/sse";

const ASK = { model: "4.0Ultra", messages: [{ role: "user", content: "今天的新闻" }] };

function toAnnotations(text: string) {
  return SOURCES.map(({ url, title }) => ({
    type: "url_citation",
    url_citation: { start_index: 0, end_index: text.length, url, title },
  }));
}

describe.each(SERVICES)("web search over %s", (_, key) => {
  it.each([
    { web_search_options: {} },
    {
      web_search_options: { search_context_size: "medium", user_location: { type: "approximate" } },
    },
    { tools: [{ type: "web_search" }] },
    { tools: [{ type: "web_search" }], tool_choice: "auto" },
    { web_search_options: {}, tool_choice: "none" },
  ])("returns its sources as annotations for %j, whole and streamed", async (fields) => {
    await using gateway = await startGateway();
    const post = postWith(gateway, key);
    const whole = await (await post({ ...ASK, ...fields })).json();
    const { message } = whole.choices[0];
    expect(message.annotations).toEqual(toAnnotations(message.content));

    const stream = await readStream(await post({ ...ASK, ...fields, stream: true }));
    const deltas = stream.values.flatMap(({ choices }) =>
      choices.map((choice: { delta: object }) => choice.delta),
    );
    const at = deltas.findIndex((delta) => "annotations" in delta);
    expect(deltas[at]).toEqual({ annotations: toAnnotations(stream.text) });
    expect(at).toBe(deltas.length - 2);
  });

  it("uses search_mode deep when search_context_size is high", async () => {
    await using gateway = await startGateway();
    await postWith(gateway, key)({ ...ASK, web_search_options: { search_context_size: "high" } });
    expect(JSON.stringify(await readSent(gateway))).toContain('"search_mode":"deep"');
  });

  it("stays off unless the caller requests it", async () => {
    await using gateway = await startGateway();
    const whole = await (await postWith(gateway, key)(ASK)).json();
    expect(whole.choices[0].message).not.toHaveProperty("annotations");
    expect(JSON.stringify(await readSent(gateway))).toContain('"enable":false');
  });

  it("rejects web_search_options for a model that cannot search", async () => {
    await using gateway = await startGateway();
    const response = await postWith(
      gateway,
      key,
    )({ ...ASK, model: "lite", web_search_options: {} });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      error: { param: "web_search_options", code: "unsupported_parameter" },
    });
  });
});

describe("web search sources", () => {
  const plugins = async (stage: Stage): Promise<void> => {
    await stage.plugins([
      { index: 1, url: "javascript:alert(1)", title: "hostile" },
      { index: 2, url: "https://example.com/", title: "fine" },
    ]);
    await answer(["好"])(stage);
  };

  it("drops sources when the caller did not request a search", async () => {
    await using gateway = await startGateway();
    gateway.simulator.play(plugins);
    const whole = await (await gateway.post(ASK)).json();
    expect(whole.choices[0].message).toEqual({ role: "assistant", content: "好", refusal: null });
  });

  it("drops sources whose URL is not http or https", async () => {
    await using gateway = await startGateway();
    gateway.simulator.play(plugins);
    const whole = await (await gateway.post({ ...ASK, web_search_options: {} })).json();
    const urls = whole.choices[0].message.annotations.map(
      (annotation: { url_citation: { url: string } }) => annotation.url_citation.url,
    );
    expect(urls).toEqual(["https://example.com/"]);
  });
});
