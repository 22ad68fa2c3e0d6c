import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import packageJson from "../../../package.json" with { type: "json" };
import { isBuilt, keepStamp } from "./build-stamp";
import { checkNode } from "./check-node";
import { checkPort } from "./check-port";

describe("the demo's check of Node", () => {
  it.each(["20.19.0", "20.20.2", "22.0.0", "26.9.9"])("accepts Node %s", (version) => {
    expect(checkNode(version)).toBeNull();
  });

  it.each(["16.20.0", "18.20.4", "20.18.9", "27.0.0"])(
    "stops at Node %s with advice",
    (version) => {
      expect(checkNode(version)).toMatch(/^需要 Node 20\.19 – 26.*\nNode 20\.19 – 26 is needed/);
    },
  );

  it("requires the version that package.json requires", () => {
    expect(packageJson.engines.node).toBe(">=20.19 <27");
  });
});

describe("the demo's check of the port", () => {
  it.each(["127.0.0.1", "::"])("suggests another port if one at %s is in use", async (host) => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, host, resolve));
    const { port } = server.address() as AddressInfo;
    expect(await checkPort(port)).toBe(
      `端口 ${port} 已被占用，换一个：PORT=${port + 1} npm run demo\n` +
        `Port ${port} is taken. Choose another: PORT=${port + 1} npm run demo`,
    );
    await new Promise((resolve) => server.close(resolve));
    expect(await checkPort(port)).toBeNull();
  });
});

describe("the demo's stamp of its build", () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), "demo-stamp-"));
    await Promise.all(
      ["app", "lib/deep", ".next"].map((path) => mkdir(join(root, path), { recursive: true })),
    );
    await write("app/page.tsx", "page");
    await write("lib/deep/file.ts", "file");
    await write("package.json", "{}");
    await write(".next/BUILD_ID", "one");
  });
  afterEach(() => rm(root, { recursive: true }));
  const write = (path: string, text: string): Promise<void> => writeFile(join(root, path), text);

  it("is missing before the first build, and valid while nothing changes", async () => {
    expect(await isBuilt(root)).toBe(false);
    await keepStamp(root);
    expect(await isBuilt(root)).toBe(true);
    await write("README.md", "no part of a build");
    await write("app/page.tsx", "page");
    expect(await isBuilt(root)).toBe(true);
  });

  it.each([
    ["lib/deep/file.ts", "another"],
    ["lib/deep/added.ts", ""],
    ["package.json", "{ }"],
    ["next.config.js", "export default {};"],
    // Another build has run since, maybe with other options.
    [".next/BUILD_ID", "two"],
  ])("is invalid once %s has changed", async (path, text) => {
    await keepStamp(root);
    await write(path, text);
    expect(await isBuilt(root)).toBe(false);
  });

  it("is invalid if a file was moved or removed", async () => {
    await keepStamp(root);
    await rm(join(root, "lib/deep/file.ts"));
    expect(await isBuilt(root)).toBe(false);
    await write("lib/file.ts", "file");
    expect(await isBuilt(root)).toBe(false);
  });

  it("requires a build", async () => {
    await rm(join(root, ".next/BUILD_ID"));
    await keepStamp(root);
    expect(await isBuilt(root)).toBe(false);
  });
});
