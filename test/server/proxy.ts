import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { startNameServer } from "./name-server";
import { ROOT } from "./next";
import { findPort } from "./standalone";

export type Proxy = { url: string; [Symbol.asyncDispose]: () => Promise<void> };

const NGINX = "nginx";
/** Debian installs it where only root's PATH leads. */
const ENVIRONMENT = { ...process.env, PATH: `${process.env["PATH"]}:/usr/sbin:/usr/local/sbin` };

/**
 * True if the proxy can be tested: nginx is installed, and there are several loopback addresses, as
 * on Linux only.
 */
export const HAS_NGINX =
  process.platform === "linux" &&
  spawnSync(NGINX, ["-v"], { env: ENVIRONMENT }).error === undefined;

/** Starts nginx with the configuration of compose.yaml, changing only names, ports and paths. */
export async function startProxy(replicas: readonly string[], port: number): Promise<Proxy> {
  const names = await startNameServer(replicas);
  const directory = await mkdtemp(join(tmpdir(), "gateway-proxy-"));
  const listen = await findPort();
  const path = join(directory, "nginx.conf");
  const original = await readFile(join(ROOT, ".docker/nginx.conf"), "utf8");
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
    .map((name) => `${name}_temp_path ${directory};`)
    .join(" ");
  const configuration = [
    ["http {", `http { ${temporary}`],
    ["/tmp/nginx.pid", join(directory, "nginx.pid")],
    ["resolver 127.0.0.11", `resolver 127.0.0.1:${names.port}`],
    ["listen 8000", `listen 127.0.0.1:${listen}`],
    ["$gateway:3000", `$gateway:${port}`],
  ].reduce((text, [from = "", to = ""]) => {
    if (!text.includes(from)) throw new Error(`nginx.conf has no ${from}`);
    return text.replace(from, () => to);
  }, original);
  await writeFile(path, configuration);
  const nginx = spawn(NGINX, ["-p", directory, "-c", path, "-g", "daemon off;"], {
    env: ENVIRONMENT,
    stdio: "ignore",
  });
  const exited = once(nginx, "exit");
  const url = `http://127.0.0.1:${listen}`;
  while (nginx.exitCode === null && !(await answers(url)));
  return {
    url,
    [Symbol.asyncDispose]: async () => {
      nginx.kill("SIGTERM");
      await exited;
      await names[Symbol.asyncDispose]();
      await rm(directory, { recursive: true });
    },
  };
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/healthz`)).ok;
  } catch {
    return false;
  }
}
