import { execFile } from "node:child_process";
import { mkdtemp, readFile, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import type { NodejsLambda } from "@vercel/build-utils";
import type { TestProject } from "vitest/node";

/** The chat function as Vercel's builder made it, with the configuration for Vercel. */
export type BuiltFunction = {
  directory: string;
  /** The size of its files, uncompressed. */
  bytes: number;
  /** The file whose export answers requests. */
  handler: string;
  maxDuration?: NodejsLambda["maxDuration"];
  supportsCancellation?: boolean | undefined;
  supportsResponseStreaming?: boolean | undefined;
  /** The runtimes of all functions. */
  runtimes: string[];
  edgeFunctions: number;
  /** The headers that Vercel's router adds. */
  headers: Record<string, string>[];
};

declare module "vitest" {
  export interface ProvidedContext {
    builtFunction: BuiltFunction;
  }
}

const BUILDER = fileURLToPath(new URL("builder.ts", import.meta.url));

/**
 * Builds once for all tests, in a separate process, because the builder is configured by its
 * environment.
 */
export default async function build(project: TestProject): Promise<() => Promise<void>> {
  const directory = await realpath(await mkdtemp(join(tmpdir(), "vercel-function-")));
  await promisify(execFile)(process.execPath, ["--import", "tsx", BUILDER, directory], {
    env: { ...process.env, VERCEL: "1", NOW_BUILDER: "1", NEXT_TELEMETRY_DISABLED: "1" },
  });
  project.provide(
    "builtFunction",
    JSON.parse(await readFile(join(directory, "built.json"), "utf8")) as BuiltFunction,
  );
  return () => rm(directory, { recursive: true });
}
