import { describe, expect, it } from "vitest";

import { modelInfo, modelPage } from "@/lib/api/messages/response-schema";

import { type Gateway, startGateway } from "../setup/gateway";
import { expectError } from "./expected";

const VERSION = { headers: { "anthropic-version": "2023-06-01" } };
const ALIASES =
  '{"claude-spark":"spark-x","Anthropic-Lite":"lite","claude*":"max-32k","mine":"lite"}';

const start = (): Promise<Gateway> => startGateway({ settings: { MODEL_ALIASES: ALIASES } });

async function list(gateway: Gateway, query: string) {
  const response = await gateway.fetch(`/v1/models${query}`, VERSION);
  const body: unknown = await response.json();
  const page = modelPage.parse(body);
  expect(page).toEqual(body);
  return { ...page, ids: page.data.map(({ id }) => id) };
}

describe("GET /v1/models for Anthropic's clients", () => {
  it("lists the catalogue and the aliases that Claude Code shows", async () => {
    await using gateway = await start();
    const all = [...gateway.deps.settings.catalogue.ids, "claude-spark", "Anthropic-Lite"];
    expect(await list(gateway, "?limit=1000")).toMatchObject({
      ids: all,
      has_more: false,
      first_id: all[0],
      last_id: "Anthropic-Lite",
    });
  });

  it("pages in both directions", async () => {
    await using gateway = await start();
    const { ids: all } = await list(gateway, "?limit=1000");
    const first = await list(gateway, "?limit=2");
    expect(first).toMatchObject({ ids: all.slice(0, 2), has_more: true, last_id: all[1] });
    const second = await list(gateway, `?limit=2&after_id=${all[1]}`);
    expect(second.ids).toEqual(all.slice(2, 4));
    const back = await list(gateway, `?limit=2&before_id=${all[4]}`);
    expect(back).toMatchObject({ ids: all.slice(2, 4), has_more: true });
    const rest = await list(gateway, `?after_id=${all.at(-1)}`);
    expect(rest).toMatchObject({ ids: [], has_more: false, first_id: null, last_id: null });
  });

  it.each([
    ["?limit=0", /^limit: /],
    ["?limit=1001", /^limit: /],
    ["?limit=x", /^limit: /],
    ["?after_id=nobody", /^after_id: /],
    ["?before_id=nobody", /^before_id: /],
  ])("rejects the query %s", async (query, words) => {
    await using gateway = await start();
    const response = await gateway.fetch(`/v1/models${query}`, VERSION);
    const { message } = await expectError(response, [400, "invalid_request_error"]);
    expect(message).toMatch(words);
  });

  it.each([
    ["lite", 8192, 4096],
    ["spark-api", 8192, 4096],
    ["Spark-Max-32K", 32_768, 8192],
    ["claude-spark", 65_536, 65_535],
    ["claude-opus-5", 32_768, 8192],
  ])("returns the model %s under the requested name", async (id, max_input_tokens, max_tokens) => {
    await using gateway = await start();
    const response = await gateway.fetch(`/v1/models/${id}`, VERSION);
    const body: unknown = await response.json();
    expect(modelInfo.parse(body)).toEqual(body);
    expect(body).toMatchObject({ id, display_name: id, max_input_tokens, max_tokens });
    expect(response.headers.get("request-id")).toBe(response.headers.get("x-request-id"));
  });

  it("returns OpenAI's format without the anthropic-version header", async () => {
    await using gateway = await start();
    const response = await gateway.fetch("/v1/models?limit=0");
    expect(await response.json()).toMatchObject({ object: "list" });
    expect(response.headers.get("request-id")).toBeNull();
    expect((await gateway.fetch("/v1/models/lite")).status).toBe(200);
  });
});
