import { createHash } from "node:crypto";
import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";

/** Everything that `next build` reads. */
const INPUTS = [
  "app",
  "components",
  "lib",
  "public",
  "instrumentation.ts",
  "next.config.js",
  "package.json",
  "package-lock.json",
  "proxy.ts",
  "tsconfig.json",
];

const STAMP = ".next/demo-stamp";

/** Hashes the build's inputs and its id. Returns null without a build. */
async function readStamp(root: string): Promise<string | null> {
  const id = await readFile(join(root, ".next/BUILD_ID"), "utf8").catch(() => null);
  if (id === null) return null;
  const hash = createHash("sha256").update(id);
  for (const path of await listFiles(root)) {
    // The name is hashed too, because a moved file changes the build.
    hash.update(`\0${path}\0`).update(await readFile(join(root, path)));
  }
  return hash.digest("hex");
}

/** Returns whether the demo made the present build from the present files. */
export async function isBuilt(root: string): Promise<boolean> {
  const kept = await readFile(join(root, STAMP), "utf8").catch(() => null);
  return kept !== null && kept === (await readStamp(root));
}

export async function keepStamp(root: string): Promise<void> {
  const stamp = await readStamp(root);
  if (stamp !== null) await writeFile(join(root, STAMP), stamp);
}

/** Lists the inputs' files. An input may be missing. */
async function listFiles(root: string): Promise<string[]> {
  const found: string[] = [];
  for (const input of INPUTS) {
    const kind = await stat(join(root, input)).catch(() => null);
    if (kind?.isFile()) found.push(input);
    if (!kind?.isDirectory()) continue;
    const entries = await readdir(join(root, input), { recursive: true, withFileTypes: true });
    for (const entry of entries) {
      if (entry.isFile()) found.push(relative(root, join(entry.parentPath, entry.name)));
    }
  }
  return found.toSorted();
}
