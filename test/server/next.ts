import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));
export const NEXT = fileURLToPath(
  new URL("../../node_modules/next/dist/bin/next", import.meta.url),
);
