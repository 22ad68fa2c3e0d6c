import type { Generation, Named, Thinking } from "../../core/generation";
import type { ReadMessages } from "./read-request";
import type { MessagesRequest } from "./request-schema";
import { toMessages } from "./to-messages";
import { toTools } from "./to-tools";

/** A Messages request as the neutral one. @throws GatewayError `unsupported` or `invalid-request` */
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
    // There is none in this API.
    choiceCount: { name: "n", value: 1 },
    functions: { name: "tools", value: tools.functions },
    toolChoice: { name: "tool_choice", value: tools.choice },
    parallelCalls: tools.isParallel,
    webSearch: tools.search,
    responseFormat: toResponseFormat(request),
    thinking: toThinking(request),
    thinkingSummary: undefined,
    // A client that did not ask for thoughts does not expect a block of them.
    defaultThinking: "disabled",
    endUser: request.metadata?.user_id ?? undefined,
    truncation: request.truncation ?? "disabled",
    ignored: [...omitted, ...tools.ignored],
    unknown,
  };
}

function toSampling({ temperature, top_p, top_k }: MessagesRequest): Generation["sampling"] {
  const sampling: Record<string, Named<number>> = {};
  // 0 is how this API says that there is no limit.
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
