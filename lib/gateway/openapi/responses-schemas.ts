import { z } from "zod";

import { inputItem, LEFT_OUT_ITEM, plainMessage } from "../../api/responses/request/item-schema";
import { responseRequest } from "../../api/responses/request/request-schema";
import { tool, toolChoice } from "../../api/responses/request/tool-schema";
import { UNSUPPORTED } from "../../api/responses/request/unsupported";
import { outputItem } from "../../api/responses/response/item-schema";
import { response, responseEvent } from "../../api/responses/response/response-schema";
import { type Parts, refer } from "./json";
import { toJsonSchemas } from "./json-schemas";
import { toRefused, toRequestSchema } from "./request-schema";

/** Other tools that a list may contain. */
const otherTool = z
  .object({ type: z.string().regex(/^(?!(?:function|custom|namespace|web_search\w*)$)/) })
  .describe("One of OpenAI's other tools: left out, as long as one is left.");

const leftOutItem = z
  .object({ type: z.string().regex(LEFT_OUT_ITEM) })
  .describe("What OpenAI's own services leave in a history: left out.");

const REQUESTS = {
  ResponseRequest: responseRequest,
  ResponseInputItem: z.union([inputItem, plainMessage, leftOutItem]),
  ResponseTool: z.union([tool, otherTool]),
  ResponseToolChoice: toolChoice,
};

const ANSWERS = {
  Response: response,
  ResponseOutputItem: outputItem,
  ResponseEvent: responseEvent,
};

/** Fields without effect, which are reported. */
const IGNORED = [
  "service_tier",
  "prompt_cache_retention",
  "prompt_cache_options",
  "context_management",
  "moderation",
  "client_metadata",
];

/** Lists the schemas of OpenAI's Responses API by name. */
export function toResponsesSchemas({ modelIds }: { modelIds: readonly string[] }): Parts {
  const { ResponseRequest: request = {}, ...parts } = toJsonSchemas(REQUESTS, { io: "input" });
  const tools = { items: refer("schemas/ResponseTool") };
  return {
    ResponseRequest: toRequestSchema(request, {
      special: {
        model: { examples: modelIds },
        input: {
          anyOf: [
            { type: "string", minLength: 1 },
            { type: "array", minItems: 1, items: refer("schemas/ResponseInputItem") },
          ],
        },
        tools,
        ...toRefused(UNSUPPORTED),
      },
      ignored: IGNORED,
    }),
    ...parts,
    ...toJsonSchemas(ANSWERS, { io: "output" }),
  };
}
