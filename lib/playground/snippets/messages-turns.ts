import { isRecord, parseJson } from "../../core/json";

/**
 * Converts the conversation to Anthropic's API: a separate system prompt, and calls and results as
 * blocks.
 */
export function toMessageTurns(messages: unknown): Record<string, unknown> {
  const all = Array.isArray(messages) ? messages.filter(isRecord) : [];
  const system = all.flatMap(({ role, content }) => (role === "system" ? [content] : []));
  return {
    ...(system.length > 0 && { system: system.join("\n\n") }),
    messages: all.flatMap(toTurn),
  };
}

type Fields = Readonly<Record<string, unknown>>;

function toTurn({ role, content, tool_calls: calls, tool_call_id: id }: Fields): unknown[] {
  if (role === "system") return [];
  if (role === "tool") {
    return [{ role: "user", content: [{ type: "tool_result", tool_use_id: id, content }] }];
  }
  if (!Array.isArray(calls)) {
    return [{ role, content: Array.isArray(content) ? content.map(toBlock) : content }];
  }
  const text =
    typeof content === "string" && content !== "" ? [{ type: "text", text: content }] : [];
  return [{ role, content: [...text, ...calls.map(toUse)] }];
}

function toBlock(part: unknown): unknown {
  const image = isRecord(part) ? part["image_url"] : undefined;
  if (!isRecord(image)) return part;
  const url = String(image["url"]);
  const [, type, data] = /^data:([^;,]*);base64,(.*)$/s.exec(url) ?? [];
  return {
    type: "image",
    source: data === undefined ? { type: "url", url } : { type: "base64", media_type: type, data },
  };
}

function toUse(call: unknown): unknown {
  const { id, function: called } = isRecord(call) ? call : {};
  const { name, arguments: given } = isRecord(called) ? called : {};
  const input = typeof given === "string" ? parseJson(given) : undefined;
  return { type: "tool_use", id, name, input: isRecord(input) ? input : {} };
}
