import { describe, expect, it } from "vitest";

import { COMBINED } from "../../simulator/schema-sample/cases/combined";
import { GENERATED } from "../../simulator/schema-sample/cases/generated";
import { OBJECTS } from "../../simulator/schema-sample/cases/objects";
import { VALUES } from "../../simulator/schema-sample/cases/values";
import { startGateway } from "../setup/gateway";

const messages = [{ role: "user" as const, content: "张三，三十岁" }];

const kinds = Object.entries({ ...GENERATED, ...COMBINED, ...OBJECTS, ...VALUES });

describe("The gateway in front of the simulator", () => {
  // The gateway validates the answer itself and returns a 502 if it breaks the schema.
  it.each(kinds)("answers with valid JSON for a schema %s", async (_kind, schemas) => {
    await using gateway = await startGateway();
    for (const schema of schemas) {
      const completion = await gateway.client.chat.completions.create({
        model: "4.0Ultra",
        messages,
        response_format: { type: "json_schema", json_schema: { name: "sample", schema } },
      });
      const content = completion.choices[0]?.message.content ?? "";
      expect(JSON.parse(content)).toBeTypeOf("object");
    }
  });

  it("calls a function with arguments that are valid for nested and optional parameters", async () => {
    await using gateway = await startGateway();
    const place = { type: "object", properties: { city: { type: "string" } }, required: ["city"] };
    const parameters = {
      type: "object",
      $defs: { Place: place },
      properties: {
        from: { $ref: "#/$defs/Place" },
        seats: { anyOf: [{ type: "integer", minimum: 2 }, { type: "null" }] },
      },
      required: ["from", "seats"],
    };
    const completion = await gateway.client.chat.completions.create({
      model: "4.0Ultra",
      messages,
      tools: [{ type: "function", function: { name: "book_train", parameters } }],
    });
    const [call] = completion.choices[0]?.message.tool_calls ?? [];
    const given = call?.type === "function" ? call.function.arguments : "";
    expect(JSON.parse(given)).toEqual({ from: { city: "张三，三十岁" }, seats: 2 });
  });
});
