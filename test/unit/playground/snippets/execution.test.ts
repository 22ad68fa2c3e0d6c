import { fileURLToPath } from "node:url";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import type { ChatBody } from "@/lib/playground/conversation/types";
import type { CredentialMode } from "@/lib/playground/conversation/store";
import type { SnippetTarget } from "@/lib/playground/snippets/credential";
import { toCurl } from "@/lib/playground/snippets/curl";
import { toFetch } from "@/lib/playground/snippets/fetch";
import { toNode } from "@/lib/playground/snippets/node";
import { toPython } from "@/lib/playground/snippets/python";

import { HOSTILE_BODY, toWellFormed } from "./hostile";
import { ANSWER, type Listener, startListener } from "./listener";
import { isInstalled, KEYS, run } from "./run";

const STUB = fileURLToPath(new URL("python", import.meta.url));
const APP_KEY = `${KEYS.SPARK_APP_ID}:${KEYS.SPARK_API_SECRET}:${KEYS.SPARK_API_KEY}`;

let listener: Listener;
beforeAll(async () => {
  listener = await startListener();
});
afterAll(() => listener[Symbol.asyncDispose]());

type Language = {
  name: string;
  /** The program that runs it; the test is skipped without it. */
  program: string;
  write: (body: ChatBody, target: SnippetTarget) => string;
  execute: (snippet: string) => ReturnType<typeof run>;
  /** The expected output for an answer. */
  print: (isStream: boolean) => unknown;
  /** The bearer token when no key is needed, because clients require one. */
  anyKey: string | undefined;
  toExpected: <Value>(body: Value) => Value;
};

const MODULE = ["node", "--input-type=module", "-"] as const;
const same = <Value>(body: Value): Value => body;
const print = (isStream: boolean): string => (isStream ? ANSWER : `${ANSWER}\n`);

const LANGUAGES: Language[] = [
  ...["bash", "dash"].map((shell) => ({
    name: `curl in ${shell}`,
    program: shell === "bash" ? "curl" : "dash",
    write: toCurl,
    execute: (snippet: string) => run([shell], { input: snippet }),
    // Curl prints the raw response, and leaves finding the answer to the reader.
    print: (isStream: boolean) => expect.stringContaining(isStream ? "[DONE]" : "星火"),
    anyKey: undefined,
    toExpected: same,
  })),
  {
    name: "Node",
    program: "node",
    write: toNode,
    execute: (snippet) => run(MODULE, { input: snippet }),
    print,
    anyKey: "Bearer any",
    toExpected: same,
  },
  {
    name: "fetch",
    program: "node",
    write: toFetch,
    execute: (snippet) => run(MODULE, { input: snippet }),
    print,
    anyKey: undefined,
    toExpected: same,
  },
  {
    name: "Python",
    program: "python3",
    write: toPython,
    execute: (snippet) =>
      run(["python3", "-"], {
        input: snippet,
        env: { PYTHONPATH: STUB, PYTHONUTF8: "1", PYTHONDONTWRITEBYTECODE: "1" },
      }),
    print,
    anyKey: "Bearer any",
    toExpected: toWellFormed,
  },
];

const HAS_CURL = isInstalled("curl");

describe.each(LANGUAGES)("the snippet for $name", (language) => {
  const canRun = language.program === "dash" ? HAS_CURL : isInstalled(language.program);

  async function execute(body: ChatBody, credential: CredentialMode) {
    const snippet = language.write(body, { baseUrl: listener.baseUrl, credential });
    const { output, errors, code } = await language.execute(snippet);
    if (code !== 0) throw new Error(errors);
    const [request] = listener.take();
    return { output, request };
  }

  it.skipIf(!canRun)("sends the exact request body, hostile characters included", async () => {
    const { output, request } = await execute(HOSTILE_BODY, "gateway");
    expect(request?.body).toEqual(language.toExpected(HOSTILE_BODY));
    expect(JSON.stringify(request?.body)).toContain('"__proto__":{"type":"null"}');
    expect(request?.url).toBe("/v1/chat/completions");
    expect(request?.headers.authorization).toBe(`Bearer ${KEYS.SPARK_GATEWAY_KEY}`);
    expect(request?.headers["content-type"]).toBe("application/json");
    expect(output).toEqual(language.print(false));
  });

  it.skipIf(!canRun)("requests a stream and prints the streamed answer", async () => {
    const body = { ...HOSTILE_BODY, stream: true };
    const { output, request } = await execute(body, "spark");
    expect(request?.body).toEqual(language.toExpected(body));
    expect(request?.headers.authorization).toBe(`Bearer ${APP_KEY}`);
    expect(output).toEqual(language.print(true));
  });

  it.skipIf(!canRun)("runs without an API key when the server requires none", async () => {
    const body = { model: "lite", messages: [{ role: "user", content: "hi" }] };
    const { request } = await execute(body, "server");
    expect(request?.body).toEqual(body);
    expect(request?.headers.authorization).toBe(language.anyKey);
  });
});
