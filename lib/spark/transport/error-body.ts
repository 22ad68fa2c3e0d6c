import type { IncomingMessage } from "node:http";

/** Spark's error bodies are one line of JSON; anything longer is not read to the end. */
const MAX_CHARACTERS = 16 * 1024;
const MAX_WAIT_MS = 2000;

/**
 * Reads the body of an error response, or its beginning. Never rejects, and waits at most two
 * seconds.
 */
export function readErrorBody(response: IncomingMessage): Promise<string> {
  return new Promise((resolve) => {
    let body = "";
    const finish = (): void => {
      clearTimeout(timer);
      resolve(body);
    };
    const timer = setTimeout(finish, MAX_WAIT_MS);
    response.setEncoding("utf8");
    response.on("data", (text: string) => {
      if (body.length < MAX_CHARACTERS) body += text;
      else finish();
    });
    response.on("end", finish);
    response.on("error", finish);
    response.on("close", finish);
  });
}
