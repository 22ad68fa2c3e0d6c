import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";

import { describe, expect, it } from "vitest";

import { keepStamp } from "../simulator/demo/build-stamp";
import { ROOT } from "./next";
import { findPort } from "./standalone";

/** Runs `npm run demo` in an environment with settings for another gateway. */
function startDemo(port: number) {
  const child = spawn("npm", ["run", "--silent", "demo"], {
    cwd: ROOT,
    env: {
      PATH: process.env["PATH"] ?? "",
      HOME: process.env["HOME"] ?? "",
      NODE_ENV: "production",
      PORT: String(port),
      APP_ID: "of-another-gateway",
      GATEWAY_API_KEYS: "of-another-gateway",
    },
  });
  let output = "";
  let notice = (): void => {};
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      notice();
    });
  }
  const exited = once(child, "exit").then(([code]) => code as number | null);
  const said = (words: RegExp): Promise<void> =>
    new Promise((resolve) => {
      notice = () => words.test(output) && resolve();
      notice();
    });
  return { child, exited, said, output: () => output };
}

describe("npm run demo", () => {
  it("reports in one line that the port is in use, before it builds anything", async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const { exited, output } = startDemo(port);
    expect(await exited).toBe(1);
    expect(output().trim().split("\n")).toEqual([
      `端口 ${port} 已被占用，换一个：PORT=${port + 1} npm run demo`,
      `Port ${port} is taken. Choose another: PORT=${port + 1} npm run demo`,
    ]);
    server.close();
  });

  it("starts the existing build, and its printed key works", async () => {
    // These tests' build is as good as the demo's own.
    await keepStamp(ROOT);
    const port = await findPort();
    const { child, exited, said, output } = startDemo(port);
    await said(/authorization: Bearer demo/);
    expect(output()).not.toContain("building");
    const page = await (await fetch(`http://127.0.0.1:${port}/?lang=en`)).text();
    expect(page).toContain("a simulator answers, not a model");
    const response = await fetch(`http://127.0.0.1:${port}/v1/chat/completions`, {
      method: "POST",
      headers: { authorization: "Bearer demo", "content-type": "application/json" },
      body: JSON.stringify({ model: "4.0Ultra", messages: [{ role: "user", content: "hi" }] }),
    });
    expect(await response.text()).toContain("[Simulated]");
    child.kill("SIGTERM");
    expect(await exited).toBe(0);
  });
});
