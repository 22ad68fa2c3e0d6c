import type { Json, ResponseEvent } from "./events";
import type { Cursor } from "./grammar";
import { requireSame } from "./same";

type Reading = { cursor: Cursor; place: object; item: Json };

type ItemBody = {
  prefix: string;
  /** The item's initial members, which must be empty: some clients append the deltas to them. */
  empty: Readonly<Record<string, unknown>>;
  /**
   * Reads what is between the item's announcement and its end.
   * @returns the members that it built
   */
  read: (reading: Reading) => object;
};

/** The events of each kind of item between its announcement and its end. */
export const ITEM_BODIES: Readonly<Record<string, ItemBody>> = {
  message: { prefix: "msg_", empty: { content: [] }, read: readMessage },
  reasoning: { prefix: "rs_", empty: { summary: [], content: [] }, read: readReasoning },
  function_call: { prefix: "fc_", empty: { arguments: "" }, read: readCall },
  custom_tool_call: { prefix: "ctc_", empty: { input: "" }, read: readCustomCall },
  web_search_call: { prefix: "ws_", empty: {}, read: readSearch },
};

function readMessage(reading: Reading): object {
  const extra = { logprobs: [] };
  const toPart = (text: string, annotations: Json[]) => ({
    type: "output_text",
    text,
    annotations,
    logprobs: [],
  });
  const { text, annotations } = readText(reading, {
    names: ["response.content_part", "response.output_text"],
    index: { content_index: 0 },
    extra,
    toPart,
  });
  return { content: [toPart(text, annotations)] };
}

function readReasoning(reading: Reading): object {
  const isSummary = reading.cursor.peek()?.type.startsWith("response.reasoning_summary") ?? false;
  requireSame("content" in reading.item, !isSummary, "content of thinking");
  const type = isSummary ? "summary_text" : "reasoning_text";
  const toPart = (text: string) => ({ type, text });
  const { text } = readText(reading, {
    names: isSummary
      ? ["response.reasoning_summary_part", "response.reasoning_summary_text"]
      : ["response.content_part", "response.reasoning_text"],
    index: isSummary ? { summary_index: 0 } : { content_index: 0 },
    extra: {},
    toPart,
  });
  return isSummary ? { summary: [toPart(text)] } : { content: [toPart(text)] };
}

type TextRules = {
  /** The event names of the part and of its text. */
  names: readonly [string, string];
  index: object;
  extra: object;
  toPart: (text: string, annotations: Json[]) => object;
};

/** Reads one part: its start, its pieces, its citations and its end. */
function readText({ cursor, place }: Reading, { names, index, extra, toPart }: TextRules) {
  const [part, words] = names;
  const at = { ...place, ...index };
  const isFailing = (): boolean => cursor.peek()?.type === "error";
  const expectEvent = (type: string, members: object): void =>
    requireMembers(cursor.next(type), members);
  const annotations: Json[] = [];
  let text = "";
  expectEvent(`${part}.added`, { ...at, part: toPart("", []) });
  const hasDelta = (): boolean => cursor.peek()?.type === `${words}.delta`;
  // Only a message may be empty: a stop sequence came first.
  if (!hasDelta() && words !== "response.output_text") throw cursor.wrong("no delta");
  while (hasDelta()) {
    const event = cursor.next(`${words}.delta`);
    requireMembers(event, { ...at, ...extra, delta: event["delta"] });
    if (event["delta"] === "") throw cursor.wrong("an empty delta");
    text += event["delta"];
  }
  if (isFailing()) return { text, annotations };
  while (cursor.peek()?.type === `${words}.annotation.added`) {
    const event = cursor.next();
    const annotation = event["annotation"];
    requireMembers(event, { ...at, annotation_index: annotations.length, annotation });
    annotations.push(annotation);
  }
  expectEvent(`${words}.done`, { ...at, ...extra, text });
  expectEvent(`${part}.done`, { ...at, part: toPart(text, annotations) });
  return { text, annotations };
}

function readCall({ cursor, place, item }: Reading): object {
  const type = "response.function_call_arguments";
  const { delta } = readPiece(`${type}.delta`, cursor, place);
  if (cursor.peek()?.type === "error") return { arguments: delta };
  const members = { ...place, name: item.name, arguments: delta };
  requireMembers(cursor.next(`${type}.done`), members);
  return { arguments: delta };
}

function readCustomCall({ cursor, place }: Reading): object {
  const type = "response.custom_tool_call_input";
  const { delta } = readPiece(`${type}.delta`, cursor, place);
  if (cursor.peek()?.type === "error") return { input: delta };
  requireMembers(cursor.next(`${type}.done`), { ...place, input: delta });
  return { input: delta };
}

function readPiece(type: string, cursor: Cursor, place: object): { delta: string } {
  const event = cursor.next(type);
  requireMembers(event, { ...place, delta: event["delta"] });
  return { delta: event["delta"] };
}

function readSearch({ cursor, place }: Reading): object {
  for (const step of ["in_progress", "searching", "completed"]) {
    requireMembers(cursor.next(`response.web_search_call.${step}`), place);
  }
  return {};
}

/** Requires an event to have exactly these members besides its type and number. */
function requireMembers(event: ResponseEvent, members: object): void {
  const { type, sequence_number } = event;
  requireSame(event, { type, sequence_number, ...members }, type);
}
