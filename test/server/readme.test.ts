import { execFile, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { readFileSync } from "node:fs";
import { promisify } from "node:util";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { halves } from "../images";
import { DEMO_APP } from "../simulator/apps";
import { DEMO_SETTINGS } from "../simulator/demo/settings";
import { listSnippets, type Snippet } from "../markdown";
import { ROOT } from "./next";
import { type Production, startProduction } from "./production";

const snippets = listSnippets(readFileSync(`${ROOT}/README.md`, "utf8"));
const ofLanguage = (language: string): Snippet[] =>
  snippets.filter((snippet) => snippet.language === language);

let server: Production;
let images: Server;
let imageHost = "";

beforeAll(async () => {
  const image = await halves(320, 200).jpeg().toBuffer();
  images = createServer((_, response) => response.end(image)).listen(0, "127.0.0.1");
  await once(images, "listening");
  imageHost = `127.0.0.1:${(images.address() as AddressInfo).port}`;
  server = await startProduction({
    settings: { ...DEMO_SETTINGS, IMAGE_ALLOWED_HOSTS: imageHost },
  });
});
afterAll(async () => {
  images.close();
  await server[Symbol.asyncDispose]();
});

/** Replaces the address and the image. The key stays as it is printed. */
function fillIn({ code }: Snippet): string {
  return code
    .replaceAll("http://localhost:3000", server.url)
    .replaceAll("https://example.com", `http://${imageHost}`);
}

const run = promisify(execFile);
const environment = (): NodeJS.ProcessEnv => ({
  PATH: process.env["PATH"] ?? "",
  HOME: process.env["HOME"] ?? "",
  NODE_ENV: "test",
  APP_ID: DEMO_APP.appId,
  API_SECRET: DEMO_APP.apiSecret,
  API_KEY: DEMO_APP.apiKey,
  PYTHONIOENCODING: "utf-8",
});

async function output(program: string, ...given: string[]): Promise<string> {
  const { stdout } = await run(program, given, { cwd: ROOT, env: environment() });
  return stdout;
}

const hasProgram = (program: string, ...given: string[]): boolean =>
  spawnSync(program, given, { stdio: "ignore" }).status === 0;

const name = ({ heading, line }: Snippet): string => `${heading} (line ${line})`;

describe("README code", () => {
  it("prints the demo's key wherever a client has one, in both languages", () => {
    const chinese = listSnippets(readFileSync(`${ROOT}/README.zh-CN.md`, "utf8"));
    for (const { code } of [...snippets, ...chinese]) {
      const keys = code.match(/(?<=(?:apiKey: |api_key=|authorization: )")[^"]*/g) ?? [];
      for (const key of keys) expect(key).toMatch(/^(?:Bearer )?demo$/);
    }
    expect(chinese.map(({ code }) => code)).toEqual(snippets.map(({ code }) => code));
  });

  it("covers every kind of client", () => {
    expect(ofLanguage("js").map(({ heading }) => heading)).toEqual([
      "openai for Node",
      "Vercel AI SDK",
      "LangChain.js",
      "fetch",
      "Anthropic's SDK, Claude Code",
      "AI SDK's default provider",
      "OpenAI Agents SDK",
    ]);
    expect(ofLanguage("python")).toHaveLength(4);
    expect(ofLanguage("sh").filter(({ code }) => code.startsWith("curl"))).toHaveLength(4);
  });

  it.each(ofLanguage("js").map((snippet) => [name(snippet), snippet] as const))(
    "runs the JavaScript snippet as it stands: %s",
    async (_, snippet) => {
      const text = await output(process.execPath, "--input-type=module", "--eval", fillIn(snippet));
      expect(text).toContain("模拟");
    },
  );

  const curls = ofLanguage("sh").filter(({ code }) => code.startsWith("curl"));
  it
    .skipIf(!hasProgram("curl", "--version"))
    .each(curls.map((snippet) => [name(snippet), snippet] as const))(
    "runs the curl snippet as it stands: %s",
    async (_, snippet) => {
      const text = await output("bash", "-euc", fillIn(snippet));
      expect(text).toContain("模拟");
    },
  );

  for (const snippet of ofLanguage("python")) {
    const library = /^from (\w+) import/m.exec(snippet.code)?.[1] ?? "";
    it.skipIf(!hasProgram("python3", "-c", `import ${library}`))(
      `runs the Python snippet as it stands: ${name(snippet)}, with ${library}`,
      async () => {
        expect(await output("python3", "-c", fillIn(snippet))).toContain("模拟");
      },
    );
  }
});
