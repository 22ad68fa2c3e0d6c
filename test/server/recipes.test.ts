import { execFile, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { promisify } from "node:util";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { DEMO_SETTINGS } from "../simulator/demo/settings";
import { listSnippets, type Snippet } from "../markdown";
import { ROOT } from "./next";
import { type Production, startProduction } from "./production";

const snippets = listSnippets(readFileSync(`${ROOT}/docs/embeddings-and-images.md`, "utf8"));

let server: Production;
beforeAll(async () => {
  server = await startProduction({ settings: DEMO_SETTINGS });
});
afterAll(() => server[Symbol.asyncDispose]());

const run = promisify(execFile);
const hasProgram = (program: string, ...given: string[]): boolean =>
  spawnSync(program, given, { stdio: "ignore" }).status === 0;

/** Returns what a program prints, with this server's address instead of the page's. */
async function output({ code }: Snippet, program: string, ...before: string[]): Promise<string> {
  const filled = code.replaceAll("http://localhost:3000", server.url);
  const env = {
    PATH: process.env["PATH"] ?? "",
    HOME: process.env["HOME"] ?? "",
    NODE_ENV: "test" as const,
    PYTHONIOENCODING: "utf-8",
  };
  const { stdout } = await run(program, [...before, filled], {
    cwd: ROOT,
    env,
    maxBuffer: 64 * 1024 * 1024,
  });
  return stdout;
}

const EXPECTED = /2 embeddings of 2560 numbers|an image in .+huangshan\.\w+/;
const name = ({ heading, line }: Snippet): string => `${heading} (line ${line})`;
const ofLanguage = (language: string) =>
  snippets
    .filter((snippet) => snippet.language === language)
    .map((snippet) => [name(snippet), snippet] as const);

describe("recipes for embeddings and images", () => {
  it.each(ofLanguage("js"))("runs the JavaScript snippet as it stands: %s", async (_, snippet) => {
    const text = await output(snippet, process.execPath, "--input-type=module", "--eval");
    expect(text).toMatch(EXPECTED);
  });

  const curls = ofLanguage("sh").filter(([, { code }]) => code.startsWith("curl"));
  it.skipIf(!hasProgram("curl", "--version")).each(curls)(
    "runs the curl snippet as it stands: %s",
    async (_, snippet) => {
      const answer = JSON.parse(await output(snippet, "bash", "-euc"));
      expect(answer.data.length).toBeGreaterThan(0);
    },
  );

  for (const [title, snippet] of ofLanguage("python")) {
    const library = /^from (?!pathlib)([\w.]+) import/m.exec(snippet.code)?.[1] ?? "";
    it.skipIf(!hasProgram("python3", "-c", `import ${library}`))(
      `runs the Python snippet as it stands: ${title}, with ${library}`,
      async () => {
        expect(await output(snippet, "python3", "-c")).toMatch(EXPECTED);
      },
    );
  }
});
