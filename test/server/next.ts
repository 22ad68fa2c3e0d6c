import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));
/** The flags of `npm start` (docs/decisions/memory-of-streams.md). */
export const START_FLAGS = ["--min-semi-space-size=32", "--max-semi-space-size=32"];
export const NEXT = fileURLToPath(
  new URL("../../node_modules/next/dist/bin/next", import.meta.url),
);
