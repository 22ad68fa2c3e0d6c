import { createParser } from "eventsource-parser";

/** What of a body arrives, and whether it was cut rather than ended. */
export async function readBody(response: Response): Promise<{ text: string; isCut: boolean }> {
  const decoder = new TextDecoder();
  let text = "";
  try {
    for await (const bytes of response.body ?? []) text += decoder.decode(bytes, { stream: true });
    return { text, isCut: false };
  } catch {
    return { text, isCut: true };
  }
}

/** The data of each event of an SSE body; comments are kept with their colon. */
function readEvents(body: string): string[] {
  const events: string[] = [];
  const parser = createParser({
    onEvent: ({ data }) => events.push(data),
    onComment: (comment) => events.push(`:${comment}`),
  });
  parser.feed(body);
  return events;
}

/** What a client that follows the stream to its end has in hand. */
export async function readStream(response: Response) {
  const { text: body, isCut } = await readBody(response);
  const events = readEvents(body);
  const data = events.filter((event) => !event.startsWith(":") && event !== "[DONE]");
  const values = data.map((event) => JSON.parse(event));
  const choices = values.flatMap((value) => value.choices ?? []);
  const textOf = (index: number): string =>
    choices
      .filter((choice) => choice.index === index)
      .map((choice) => choice.delta.content ?? "")
      .join("");
  const error = values.find((value) => value.error)?.error;
  // After an error event the connection is cut, and never else.
  if (isCut !== (error !== undefined)) throw new Error(`cut: ${isCut}, but the error is ${error}`);
  return {
    events,
    values,
    text: textOf(0),
    textOf,
    finishReasons: choices.flatMap((choice) => choice.finish_reason ?? []),
    error,
    isDone: events.at(-1) === "[DONE]",
    usage: values.at(-1)?.usage,
  };
}

/** Reads a stream no further than a text in it. */
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
