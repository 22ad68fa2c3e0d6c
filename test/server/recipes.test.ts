import { execFile, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { speakWav } from "../integration/audio/dictating";
import { DEMO_SETTINGS } from "../simulator/demo/settings";
import { listSnippets, type Snippet } from "../markdown";
import { ROOT } from "./next";
import { type Production, startProduction } from "./production";

const snippets = ["embeddings-and-images", "audio", "transcriptions"].flatMap((page) =>
  listSnippets(readFileSync(`${ROOT}/docs/${page}.md`, "utf8")),
);

/** The text in the recording that the recognition recipes read. */
const WORDS = "你好，世界。";
const recording = join(mkdtempSync(join(tmpdir(), "recipes-")), "speech.wav");

let server: Production;
beforeAll(async () => {
  writeFileSync(recording, speakWav(WORDS));
  server = await startProduction({ settings: DEMO_SETTINGS });
});
afterAll(() => server[Symbol.asyncDispose]());

const run = promisify(execFile);
const hasProgram = (program: string, ...given: string[]): boolean =>
  spawnSync(program, given, { stdio: "ignore" }).status === 0;

/** Returns what a program prints, with this server's address instead of the page's. */
async function output({ code }: Snippet, program: string, ...before: string[]): Promise<string> {
  const filled = code
    .replaceAll("http://localhost:3000", server.url)
    .replaceAll("speech.wav", recording);
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

const EXPECTED =
  /2 embeddings of 2560 numbers|an image in .+huangshan\.\w+|speech in .+hello\.\w+|你好，世界。/;
const name = ({ heading, line }: Snippet): string => `${heading} (line ${line})`;
const ofLanguage = (language: string) =>
  snippets
    .filter((snippet) => snippet.language === language)
    .map((snippet) => [name(snippet), snippet] as const);

describe("recipes for embeddings, images, speech and recognition", () => {
  it.each(ofLanguage("js"))("runs the JavaScript snippet as it stands: %s", async (_, snippet) => {
    const text = await output(snippet, process.execPath, "--input-type=module", "--eval");
    expect(text).toMatch(EXPECTED);
  });

  const hasPlayer = hasProgram("ffplay", "-version");
  const curls = ofLanguage("sh")
    .filter(([, { code }]) => code.startsWith("curl"))
    .filter(([, { code }]) => hasPlayer || !code.includes("ffplay"));
  it.skipIf(!hasProgram("curl", "--version")).each(curls)(
    "runs the curl snippet as it stands: %s",
    async (_, snippet) => {
      const text = await output(snippet, "bash", "-euc");
      // A recipe that writes to a file or a player prints nothing.
      if (/--output|ffplay/.test(snippet.code)) return expect(text).toBe("");
      const answer = JSON.parse(text);
      if (snippet.code.includes("-F file=")) return expect(answer.text).toBe(WORDS);
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
