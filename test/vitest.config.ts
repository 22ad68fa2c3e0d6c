import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL("..", import.meta.url));

export default defineConfig({
  root,
  resolve: { alias: { "@": root } },
  test: { include: ["test/**/*.test.ts"], testTimeout: 20_000, hookTimeout: 120_000 },
});
