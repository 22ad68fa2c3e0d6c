/** Tools of each supported kind, with every field of OpenAI's schema. */
export const WEATHER = {
  type: "function" as const,
  name: "get_weather",
  description: "Weather of a city",
  parameters: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
  strict: false,
};
export const PATCH = { type: "custom" as const, name: "apply_patch", description: "Edits files" };
export const FILES = {
  type: "namespace" as const,
  name: "files",
  description: "Of a server",
  tools: [WEATHER, PATCH],
};
export const SEARCH = { type: "web_search" as const };
export const PERSON = {
  type: "json_schema" as const,
  name: "person",
  schema: { type: "object", properties: { name: { type: "string" } }, required: ["name"] },
  strict: true,
};
