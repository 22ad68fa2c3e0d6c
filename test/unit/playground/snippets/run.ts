import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../../..", import.meta.url));

export const KEYS = {
  SPARK_GATEWAY_KEY: "gateway key",
  SPARK_APP_ID: "app",
  SPARK_API_SECRET: "s3cr3t$`'\"",
  SPARK_API_KEY: "k3y",
};

export function isInstalled(command: string): boolean {
  return spawnSync(command, ["--version"]).status === 0;
}

type Running = { input?: string; env?: Record<string, string>; cwd?: string };

/** Runs a program in an environment of its own until it exits. */
export async function run(
  [command, ...args]: readonly [string, ...string[]],
  { input = "", env = {}, cwd = ROOT }: Running = {},
): Promise<{ output: string; errors: string; code: number | null }> {
  const child = spawn(command, args, {
    cwd,
    env: { NODE_ENV: "test", PATH: process.env["PATH"] ?? "", HOME: "/nowhere", ...KEYS, ...env },
  });
  child.stdin.end(input);
  const [output, errors, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "close") as Promise<[number | null]>,
  ]);
  return { output, errors, code };
}
