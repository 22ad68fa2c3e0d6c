import { isRecord, parseJson } from "../../../core/json";
import { toArguments } from "../../common/tool-arguments";
import { toDeltaHead } from "./event-sink";
import { announce, conclude, type OpenItem, type OpenOptions } from "./open-item";
import { type ItemStatus, type OutputItem, toToolMembers } from "./output-item";
import { INPUT } from "../request/to-function";
import type { CallerTool } from "../request/tool-names";

/** Opens a call. Its arguments are complete at once, because Spark sends calls in one piece. */
export function openCall(tool: CallerTool, given: string, options: OpenOptions): OpenItem {
  const isCustom = tool.kind === "custom";
  const form = isCustom ? CUSTOM : FUNCTION;
  const { sink, output_index, randomId } = options;
  const id = `${form.prefix}${randomId()}`;
  const call = { id, call_id: `call_${randomId()}`, ...toToolMembers(tool) };
  const toItem = (status: ItemStatus, text: string): OutputItem =>
    isCustom
      ? { type: "custom_tool_call", status, ...call, input: text }
      : { type: "function_call", status, ...call, arguments: text };
  const place = { item_id: id, output_index };
  const text = isCustom ? unwrap(given) : toArguments(given);

  // Announced without arguments: some clients append the deltas to what the item already holds.
  announce(toItem("in_progress", ""), options);
  sink.delta(toDeltaHead(form.delta, place), text);
  return {
    type: form.type,
    add: () => {},
    close(status) {
      sink.event(
        form.done,
        isCustom ? { ...place, input: text } : { ...place, name: tool.name, arguments: text },
      );
      return conclude(toItem(status, text), options);
    },
    give: (status) => toItem(status, text),
  };
}

/** Extracts a custom tool's input. Text in an unexpected form is passed on unchanged. */
function unwrap(given: string): string {
  const parsed = parseJson(toArguments(given));
  const input = isRecord(parsed) ? parsed[INPUT] : undefined;
  return typeof input === "string" ? input : given;
}

const FUNCTION = {
  type: "function_call",
  prefix: "fc_",
  delta: "response.function_call_arguments.delta",
  done: "response.function_call_arguments.done",
} as const;

const CUSTOM = {
  type: "custom_tool_call",
  prefix: "ctc_",
  delta: "response.custom_tool_call_input.delta",
  done: "response.custom_tool_call_input.done",
} as const;
