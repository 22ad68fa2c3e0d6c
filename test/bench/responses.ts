import { createDialectSection } from "./dialect";

/** OpenAI's Responses API: a delta has more fields for its position than a chunk. */
export const responses = createDialectSection({
  name: "Responses",
  path: "/v1/responses",
  toBody: (frames) =>
    JSON.stringify({ model: "lite", stream: true, input: `frames=${frames} every=0` }),
  ending: "event: response.completed",
  limits: { delta: 1.5, request: 1.3 },
});
