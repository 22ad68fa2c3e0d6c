import { describe, expect, it } from "vitest";

import { startProduction } from "./production";

describe("the production server", () => {
  it("answers", async () => {
    await using server = await startProduction();
    const completion = await server.client.chat.completions.create({
      model: "generalv3.5",
      messages: [{ role: "user", content: "你好" }],
    });
    expect(completion.choices[0]?.message.content).toContain("你好");
    console.log(server.output());
  });
});
