import { createParser } from "eventsource-parser";

/** Returns the data of each event in an SSE body; comments keep their colon. */
async function readEvents(response: Response): Promise<string[]> {
  const events: string[] = [];
  const parser = createParser({
    onEvent: ({ data }) => events.push(data),
    onComment: (comment) => events.push(`:${comment}`),
  });
  parser.feed(await response.text());
  return events;
}

/** Returns what a client has after following a stream to its end. */
export async function readStream(response: Response) {
  const events = await readEvents(response);
  const data = events.filter((event) => !event.startsWith(":") && event !== "[DONE]");
  const values = data.map((event) => JSON.parse(event));
  const choices = values.flatMap((value) => value.choices ?? []);
  const textOf = (index: number): string =>
    choices
      .filter((choice) => choice.index === index)
      .map((choice) => choice.delta.content ?? "")
      .join("");
  return {
    events,
    values,
    text: textOf(0),
    textOf,
    finishReasons: choices.flatMap((choice) => choice.finish_reason ?? []),
    error: values.find((value) => value.error)?.error,
    isDone: events.at(-1) === "[DONE]",
    usage: values.at(-1)?.usage,
  };
}

/** Reads a stream up to a given text. */
export async function readUntil(response: Response, text: string) {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let seen = "";
  while (!seen.includes(text)) {
    const part = await reader?.read();
    if (!part || part.done) throw new Error(`the stream ended: ${seen}`);
    seen += part.value;
  }
  return { reader, seen };
}
