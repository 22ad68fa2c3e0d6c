import { isRecord } from "../../../core/json";
import { addType, type RawItem } from "../request/read-items";

const PREFIXES: Readonly<Record<string, string>> = {
  message: "msg_",
  function_call: "fc_",
  custom_tool_call: "ctc_",
  reasoning: "rs_",
  web_search_call: "ws_",
};

type KeptItem = Record<string, unknown> & { id: string };

/**
 * Converts input items into the form in which they are kept and listed: with a type and an id, and
 * text as parts.
 */
export function toKeptItems(input: readonly RawItem[], randomId: () => string): KeptItem[] {
  return input.flatMap(({ value: given }) => {
    const value = addType(given);
    if (!isRecord(value)) return [];
    const type = typeof value["type"] === "string" ? value["type"] : "message";
    const ownId = value["id"];
    const id =
      typeof ownId === "string" && ownId !== ""
        ? ownId
        : `${PREFIXES[type] ?? "item_"}${randomId()}`;
    if (type !== "message") return [{ ...value, type, id }];
    const content = toParts(value["content"], value["role"] === "assistant");
    return [{ status: "completed", ...value, type, id, content }];
  });
}

function toParts(content: unknown, isOutput: boolean): unknown {
  const texts = typeof content === "string" ? [content] : content;
  if (!Array.isArray(texts)) return [];
  return texts.map((part: unknown) => {
    if (typeof part !== "string") return part;
    return isOutput
      ? { type: "output_text", text: part, annotations: [], logprobs: [] }
      : { type: "input_text", text: part };
  });
}
