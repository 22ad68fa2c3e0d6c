import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { mkdtemp, readFile, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

import { describe, expect, it } from "vitest";

import type { ImageBody } from "@/lib/playground/conversation/types";
import { IMAGE_LANGUAGES } from "@/lib/playground/snippets/images";

import { HOSTILE_BODY, toWellFormed } from "./hostile";
import { isInstalled, KEYS, run } from "./run";

const STUB = fileURLToPath(new URL("python", import.meta.url));
const MODULES = fileURLToPath(new URL("../../../../node_modules", import.meta.url));
const IMAGES = ["first", "第二"].map((words) => Buffer.from(words).toString("base64"));

/** Receives one request for images, and answers it with two. */
async function listen() {
  const heard: { url?: string | undefined; key?: string | undefined; body?: unknown } = {};
  const server = createServer(async (request, response) => {
    const body: unknown = JSON.parse(await text(request));
    Object.assign(heard, { url: request.url, key: request.headers.authorization, body });
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify({ created: 1, data: IMAGES.map((b64_json) => ({ b64_json })) }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const folder = await mkdtemp(join(tmpdir(), "images-"));
  await symlink(MODULES, join(folder, "node_modules"));
  return {
    heard,
    folder,
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    [Symbol.asyncDispose]: async () => {
      await rm(folder, { recursive: true });
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const PROGRAMS: Readonly<Record<string, readonly [string, ...string[]]>> = {
  curl: ["bash"],
  python: ["python3", "-"],
  node: ["node", "--input-type=module", "-"],
};

const BODY: ImageBody = {
  model: "spark-image",
  prompt: JSON.stringify(HOSTILE_BODY["stop"]),
  n: 2,
  size: "1280x720",
};

describe.each(IMAGE_LANGUAGES)("the snippet for images in $name", ({ id, write }) => {
  const [program = "", ...rest] = PROGRAMS[id] ?? [];
  const isThere = isInstalled(id === "curl" ? "curl" : program);

  it.skipIf(!isThere)("sends the exact request and saves or prints the images", async () => {
    await using listener = await listen();
    const snippet = write(BODY, { baseUrl: listener.baseUrl, credential: "gateway" });
    const env = { PYTHONPATH: STUB, PYTHONUTF8: "1", PYTHONDONTWRITEBYTECODE: "1" };
    const running = { input: snippet, env, cwd: listener.folder };
    const { output, errors, code } = await run([program, ...rest], running);
    expect([code, errors.includes("Error")]).toEqual([0, false]);
    expect(listener.heard).toEqual({
      url: "/v1/images/generations",
      key: `Bearer ${KEYS.SPARK_GATEWAY_KEY}`,
      body: id === "python" ? toWellFormed(BODY) : BODY,
    });
    if (id === "curl") {
      expect(output).toContain(IMAGES[1]);
      return;
    }
    expect(output).toBe("image-1.png\nimage-2.png\n");
    expect(await readFile(join(listener.folder, "image-2.png"), "utf8")).toBe("第二");
  });
});
