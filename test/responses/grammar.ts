import { type Json, type ReadEvents, readEvents, type ResponseEvent } from "./events";
import { ITEM_BODIES } from "./item-bodies";
import { requireSame } from "./same";

export type ReadResponse = ReadEvents & {
  /** The response in the last event. */
  response: Json;
  /** The `error` event, if the answer failed. */
  error: ResponseEvent | undefined;
};

/**
 * Reads a stream of the Responses API and throws if it breaks a rule: the order of events of each
 * kind of item, numbers without gaps, stable ids, one open item at a time, and a single terminal
 * event at the end, whose response matches the events before it.
 */
export function readResponse(text: string): ReadResponse {
  const read = readEvents(text);
  const cursor = createCursor(read.events);
  const first = readBeginning(cursor);
  const items: Json[] = [];
  while (cursor.peek()?.type === "response.output_item.added") {
    const item = readItem(cursor, items.length);
    items.push(item);
    if (item.isOpen) break;
  }
  const error = cursor.peek()?.type === "error" ? cursor.next() : undefined;
  if (error) checkError(error);
  const last = cursor.next();
  if (cursor.peek()) throw cursor.wrong(`${cursor.peek()?.type} after the end`);
  checkEnd(last, { first, items, error });
  return { ...read, response: last["response"], error };
}

export type Cursor = ReturnType<typeof createCursor>;

function createCursor(events: readonly ResponseEvent[]) {
  let at = 0;
  const wrong = (why: string): Error => new Error(`event ${at}: ${why}`);
  return {
    wrong,
    peek: (): ResponseEvent | undefined => events[at],
    next(type?: string): ResponseEvent {
      const event = events[at];
      if (!event) throw wrong(`none, and not ${type ?? "the end"}`);
      if (type !== undefined && event.type !== type) throw wrong(`${event.type}, not ${type}`);
      if (event.sequence_number !== at) throw wrong(`has the number ${event.sequence_number}`);
      at += 1;
      return event;
    },
  };
}

function readBeginning(cursor: Cursor): Json {
  const [created, begun] = ["response.created", "response.in_progress"].map((type) =>
    cursor.next(type),
  );
  const response = created?.["response"];
  requireSame(begun?.["response"], response, "response.in_progress");
  const { status, output, usage, error, completed_at } = response;
  const empty = ["in_progress", [], null, null, null];
  requireSame([status, output, usage, error, completed_at], empty, "response.created");
  if (!/^resp_[0-9a-f]{32}$/.test(response.id)) throw new Error(`the id ${response.id}`);
  return response;
}

/**
 * Reads one item from its announcement to its end; `isOpen` marks an item that a failure cut off.
 */
function readItem(cursor: Cursor, index: number): Json {
  const added = cursor.next("response.output_item.added");
  const { item } = added;
  const { prefix, empty, read } = ITEM_BODIES[String(item.type)] ?? {};
  if (!read || !empty) throw cursor.wrong(`an item of the type ${item.type}`);
  requireSame(added["output_index"], index, "output_index");
  if (item.status !== "in_progress") throw cursor.wrong(`an item that begins ${item.status}`);
  if (!new RegExp(`^${prefix}[0-9a-f]{32}$`).test(item.id)) throw cursor.wrong(`the id ${item.id}`);
  for (const [name, value] of Object.entries(empty)) {
    if (name in item) requireSame(item[name], value, `${item.type}.${name} as it begins`);
  }
  const place = { item_id: item.id, output_index: index };
  const built = { ...item, ...read({ cursor, place, item }) };
  if (cursor.peek()?.type === "error") return { ...built, status: "incomplete", isOpen: true };
  const done = cursor.next("response.output_item.done");
  requireSame(done["output_index"], index, "output_index of the end");
  const { status } = done["item"];
  if (status !== "completed" && status !== "incomplete") throw cursor.wrong(`ends ${status}`);
  requireSame(done["item"], { ...built, status }, "the item that is done");
  return done["item"];
}

function checkError(event: ResponseEvent): void {
  const { code, message, param, error } = event;
  requireSame({ code, message, param }, { ...error, type: undefined }, "both forms of the error");
}

/** Members that change during the stream; all others are constant. */
const CHANGING = [
  "status",
  "completed_at",
  "error",
  "incomplete_details",
  "output",
  "usage",
  "store",
];

function checkEnd(
  { type, response }: ResponseEvent,
  { first, items, error }: { first: Json; items: readonly Json[]; error: Json },
): void {
  const changing = Object.fromEntries(CHANGING.map((name) => [name, response[name]]));
  requireSame(response, { ...first, ...changing }, "what stays of the response");
  requireSame(
    response.output,
    items.map((item) => ({ ...item, isOpen: undefined })),
    "the output",
  );
  requireSame(type, `response.${response.status}`, "the last event");
  requireSame(response.status === "failed", error !== undefined, "a failure after its error");
  if (response.store && !first.store) throw new Error("store becomes true");
  checkStatus(response, items);
}

function checkStatus(response: Json, items: readonly Json[]): void {
  const { status, incomplete_details: details } = response;
  requireSame(response.completed_at !== null, status === "completed", "completed_at");
  requireSame(response.error !== null, status === "failed", "error");
  requireSame(details !== null, status === "incomplete", "incomplete_details");
  requireSame(response.usage === null, status === "failed", "usage");
  const statuses = items.map((item) => item.status);
  const last = status === "completed" ? "completed" : statuses.at(-1);
  const expected = statuses.map((_, at) => (at === statuses.length - 1 ? last : "completed"));
  requireSame(statuses, expected, "the states of the items");
  const ids = [
    response.id,
    ...items.flatMap(({ id, call_id: call }) => [id, ...(call ? [call] : [])]),
  ];
  requireSame(new Set(ids).size, ids.length, "ids, each its own");
}
