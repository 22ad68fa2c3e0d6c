import type { IncomingMessage } from "node:http";

/** Spark's refusals are one line of JSON; what a stranger sends instead is not read to its end. */
const MAX_CHARACTERS = 16 * 1024;
const MAX_WAIT_MS = 2000;

/** The body of an answer that is no success, or its beginning. Never rejects, and never waits long. */
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
