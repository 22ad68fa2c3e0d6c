import { describe, expect, it } from "vitest";

import { MODELS } from "@/lib/spark/model-rows";

import { startGateway } from "../setup/gateway";
import { readSent } from "../setup/services";
import { expectRefusal, readTold, respond } from "./ask";
import { FILES, PATCH, SEARCH, WEATHER } from "./tools";

/** Models on the WebSocket, where the request is inspected. */
const TALKING = MODELS.filter(({ kind = "chat", path }) => kind === "chat" && path);

describe("the mixed tools of Codex", () => {
  const tools = [
    { ...WEATHER, name: "exec_command" },
    { ...PATCH, format: { type: "grammar", syntax: "lark", definition: "start: /./" } },
    { ...FILES, name: "multi_agent_v1", tools: [{ ...WEATHER, name: "spawn_agent" }] },
    { ...SEARCH, external_web_access: false },
    { type: "image_generation" },
  ];
  const fields = {
    input: [{ role: "user", content: "问" }],
    tools,
    tool_choice: "auto",
    parallel_tool_calls: true,
    reasoning: { summary: "auto" },
    store: false,
    include: ["reasoning.encrypted_content"],
    prompt_cache_key: "k",
    client_metadata: { x: "1" },
    stream: true,
  };

  it.each(TALKING.filter(({ tools: can }) => can).map(({ id }) => id))(
    "are accepted by %s, and unsupported ones are reported",
    async (model) => {
      await using gateway = await startGateway();
      const response = await respond(gateway, { model, ...fields });
      expect(response.status).toBe(200);
      expect(readTold(response).ignored).toEqual(["tools[3]", "tools[4]", "client_metadata"]);
      expect(await response.text()).toMatch(/event: response.completed\n.*\n\n$/);
      const sent = (await readSent(gateway)).payload.functions.text;
      expect(sent.map(({ name }: { name: string }) => name)).toEqual([
        "exec_command",
        "apply_patch",
        "multi_agent_v1__spawn_agent",
      ]);
    },
  );

  it.each(TALKING.filter(({ tools: can, vision }) => !can && !vision).map(({ id }) => id))(
    "are rejected for %s, which calls no functions",
    async (model) => {
      await using gateway = await startGateway();
      const refused = { param: "tools", code: "unsupported_parameter" };
      const { message } = await expectRefusal(gateway, { model, ...fields }, refused);
      expect(message).toContain("4.0Ultra");
    },
  );
});
