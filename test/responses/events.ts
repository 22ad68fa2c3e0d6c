/** Any JSON value: the schema and the grammar inspect it. */
export type Json = ReturnType<typeof JSON.parse>;

export type ResponseEvent = { type: string; sequence_number: number } & Record<string, Json>;

export type ReadEvents = {
  events: readonly ResponseEvent[];
  /** The number of comments, which are heartbeats. */
  comments: number;
};

/**
 * Reads a stream as strictly as its writer promises: each event is its type, its data with the type
 * again, and an empty line. There is no `id:`, no `[DONE]` and no partial event.
 */
export function readEvents(text: string): ReadEvents {
  if (text !== "" && !text.endsWith("\n\n")) throw new Error(`the stream ends in mid-event`);
  const blocks = text.split("\n\n").slice(0, -1);
  const events = blocks.flatMap((block): ResponseEvent[] => {
    if (block === ": keep-alive") return [];
    const [, type, json] = /^event: ([\w.]+)\ndata: (\{[^\n]*\})$/.exec(block) ?? [];
    if (type === undefined || json === undefined) throw new Error(`no event: ${block}`);
    const event = JSON.parse(json);
    if (event.type !== type) throw new Error(`the data of ${type} says ${event.type}`);
    return [event];
  });
  return { events, comments: blocks.length - events.length };
}
