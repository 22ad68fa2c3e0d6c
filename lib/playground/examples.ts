import type { Parameters } from "./conversation";

export type ExampleName = "picture" | "json" | "translate" | "tool";

/** What each example teaches beside its message; the message is in the reader's language. */
export type Example = { name: ExampleName; model: string; parameters: Parameters };

const WEATHER_TOOL = JSON.stringify(
  [
    {
      type: "function",
      function: {
        name: "get_weather",
        description: "Current weather of a city",
        parameters: {
          type: "object",
          properties: { city: { type: "string" } },
          required: ["city"],
        },
      },
    },
  ],
  null,
  2,
);

export const EXAMPLES: readonly Example[] = [
  { name: "picture", model: "vision", parameters: {} },
  { name: "json", model: "4.0Ultra", parameters: { response_format: "json_object" } },
  { name: "translate", model: "lite", parameters: { temperature: 0.2 } },
  { name: "tool", model: "4.0Ultra", parameters: { tools: WEATHER_TOOL, tool_choice: "auto" } },
];
