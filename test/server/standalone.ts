import { once } from "node:events";
import { cp, mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { ROOT } from "./next";
import { type Production, startProduction } from "./production";

type Image = { directory: string; [Symbol.asyncDispose]: () => Promise<void> };

type Place = { host?: string; port: number; settings?: Record<string, string> };

/** Copies what the Dockerfile's last stage contains, away from the repository and its packages. */
export async function copyImage(): Promise<Image> {
  const directory = await mkdtemp(join(tmpdir(), "gateway-image-"));
  // The links inside point at each other, and must continue to do so.
  const options = { recursive: true, verbatimSymlinks: true };
  await cp(join(ROOT, ".next/standalone"), directory, options);
  await cp(join(ROOT, ".next/static"), join(directory, ".next/static"), options);
  return {
    directory,
    [Symbol.asyncDispose]: () => rm(directory, { recursive: true }),
  };
}

/** Starts the image's server with the image's own command, on the given host and port. */
export async function startImage(
  { directory }: Image,
  { host = "127.0.0.1", port, settings = {} }: Place,
): Promise<Production> {
  const dockerfile = await readFile(join(ROOT, "Dockerfile"), "utf8");
  // The last stage's: the demo has one of its own.
  const [, command = "[]"] = [...dockerfile.matchAll(/^CMD (\[.*\])$/gm)].at(-1) ?? [];
  const [, ...parameters]: string[] = JSON.parse(command);
  return startProduction({
    launch: {
      command: [process.execPath, ...parameters],
      cwd: directory,
      ready: /Ready in/,
      path: "/healthz",
    },
    settings: { HOSTNAME: host, PORT: String(port), ...settings },
  });
}

/** Finds a free port, because the image's server treats 0 as 3000. */
export async function findPort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("not a port");
  return address.port;
}
