import { cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

import {
  type BuildV2,
  collectUncompressedSize,
  download,
  type NodejsLambda,
} from "@vercel/build-utils";
// @ts-expect-error The package has no types; those of its functions are in build-utils.
import * as next from "@vercel/next";

import { ROOT } from "../server/next";
import type { BuiltFunction } from "./build";

const { build } = next as { build: BuildV2 };
const CHAT = "v1/chat/completions";

/**
 * Builds the application as Vercel does, and writes the chat function to a directory of its own.
 * The build is inside the repository, like a package of a monorepo: it uses the repository's
 * packages, and Next's usual build stays as it is.
 */
async function buildFunction(directory: string): Promise<void> {
  const workPath = join(ROOT, ".vercel/test");
  await copySources(workPath);
  const { functions } = JSON.parse(await readFile(join(ROOT, "vercel.json"), "utf8"));
  const result = await build({
    files: {},
    workPath,
    repoRootPath: ROOT,
    entrypoint: "package.json",
    config: { zeroConfig: true, framework: "nextjs", installCommand: "", functions },
    meta: { skipDownload: true },
  });
  if (!("output" in result)) throw new Error("the builder has written its output elsewhere");
  const lambdas = Object.entries(result.output).flatMap(
    ([path, output]): [string, NodejsLambda][] =>
      output.type === "Lambda" ? [[path, output as NodejsLambda]] : [],
  );
  const chat = lambdas.find(([path]) => path === CHAT)?.[1];
  if (!chat?.files) throw new Error(`there is no function for ${CHAT}`);
  await download(chat.files, directory);
  const built: BuiltFunction = {
    directory,
    bytes: await collectUncompressedSize(chat.files),
    handler: join(directory, chat.handler),
    maxDuration: chat.maxDuration,
    supportsCancellation: chat.supportsCancellation,
    supportsResponseStreaming: chat.supportsResponseStreaming,
    runtimes: lambdas.map(([, { runtime }]) => runtime),
    edgeFunctions: Object.values(result.output).filter(({ type }) => type === "EdgeFunction")
      .length,
    headers: (result.routes ?? []).flatMap((route) =>
      "headers" in route && route.headers ? [route.headers] : [],
    ),
  };
  await writeFile(join(directory, "built.json"), JSON.stringify(built));
  await rm(workPath, { recursive: true });
}

/** Copies what a clone on Vercel has and a build reads, without any `.env` of this machine. */
async function copySources(workPath: string): Promise<void> {
  await rm(workPath, { recursive: true, force: true });
  await mkdir(workPath, { recursive: true });
  for (const name of await readdir(ROOT)) {
    if (name.startsWith(".") || name === "node_modules" || name === "test") continue;
    await cp(join(ROOT, name), join(workPath, name), { recursive: true });
  }
}

await buildFunction(process.argv[2] ?? "");
