import type { Generation, Named, Thinking } from "../../core/generation";
import type { ReadMessages } from "./read-request";
import type { MessagesRequest } from "./request-schema";
import { toMessages } from "./to-messages";
import { toTools } from "./to-tools";

/**
 * Converts a Messages request into the neutral request.
 * @throws GatewayError `unsupported` or `invalid-request`
 */
export function toGeneration({ request, unknown }: ReadMessages): Generation {
  const { messages, omitted } = toMessages(request);
  const tools = toTools(request);
  return {
    model: request.model,
    version: undefined,
    messages: { name: "messages", value: messages },
    sampling: toSampling(request),
    maxTokens: { name: "max_tokens", value: request.max_tokens },
    unreported: ["max_tokens"],
    stopSequences: request.stop_sequences ?? [],
    // This API has no such field.
    choiceCount: { name: "n", value: 1 },
    functions: { name: "tools", value: tools.functions },
    toolChoice: { name: "tool_choice", value: tools.choice },
    parallelCalls: tools.isParallel,
    webSearch: tools.search,
    responseFormat: toResponseFormat(request),
    thinking: toThinking(request),
    thinkingSummary: undefined,
    // A client that did not ask for reasoning does not expect a block of it.
    defaultThinking: "disabled",
    endUser: request.metadata?.user_id ?? undefined,
    truncation: request.truncation ?? "disabled",
    ignored: [...omitted, ...tools.ignored],
    unknown,
  };
}

function toSampling({ temperature, top_p, top_k }: MessagesRequest): Generation["sampling"] {
  const sampling: Record<string, Named<number>> = {};
  // In this API, 0 means no limit.
  const given = { temperature, top_p, top_k: top_k === 0 ? undefined : top_k };
  for (const [name, value] of Object.entries(given)) {
    if (value !== undefined) sampling[name] = { name, value };
  }
  return sampling;
}

function toResponseFormat(request: MessagesRequest): Generation["responseFormat"] {
  const { output_config: config, output_format: old } = request;
  if (config?.format) {
    return { name: "output_config.format.schema", value: { schema: config.format.schema } };
  }
  return old && { name: "output_format.schema", value: { schema: old.schema } };
}

function toThinking({ thinking }: MessagesRequest): Named<Thinking> | undefined {
  return (
    thinking && {
      name: "thinking",
      value: thinking.type === "disabled" ? "disabled" : "enabled",
    }
  );
}
