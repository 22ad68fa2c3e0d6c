import { describe, expect, it } from "vitest";

import { startGateway } from "../setup/gateway";

type Card = Record<string, unknown> & { slug: string };
type Model = { id: string; context_length: number; capabilities?: { tools: boolean } };

async function readList(query: string): Promise<{ data: Model[]; models?: Card[] }> {
  await using gateway = await startGateway();
  return (await gateway.fetch(`/v1/models${query}`)).json() as never;
}

/** Without any one of these, Codex 0.171 discards the whole list. */
const REQUIRED = [
  "slug",
  "display_name",
  "supported_reasoning_levels",
  "shell_type",
  "visibility",
  "supported_in_api",
  "priority",
  "base_instructions",
  "support_verbosity",
  "truncation_policy",
  "experimental_supported_tools",
];

describe("model cards for Codex", () => {
  it("are listed for requests with client_version, one per model with tools", async () => {
    const { data, models } = await readList("?client_version=0.171.0");
    const able = data.filter(({ capabilities }) => capabilities?.tools).map(({ id }) => id);
    expect(able).toContain("4.0Ultra");
    expect(models?.map(({ slug }) => slug)).toEqual(able);
  });

  it("contain what Codex requires and the model's own context, and nothing that it rejects", async () => {
    const { data, models = [] } = await readList("?client_version=0.171.0");
    for (const card of models) {
      const model = data.find(({ id }) => id === card.slug);
      expect(Object.keys(card)).toEqual(expect.arrayContaining(REQUIRED));
      expect(card).toMatchObject({
        shell_type: "shell_command",
        context_window: model?.context_length,
        input_modalities: ["text"],
        truncation_policy: { mode: "tokens", limit: 2000 },
      });
      expect(card).not.toHaveProperty("apply_patch_tool_type");
      expect(String(card["base_instructions"]).length).toBeLessThan(1000);
    }
  });

  it("are absent from the list for every other client", async () => {
    expect(await readList("")).not.toHaveProperty("models");
  });
});
