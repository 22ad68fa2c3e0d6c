import { defineConfig } from "vitest/config";
const root = "/work/voice";
export default defineConfig({
  root,
  resolve: { alias: { "@": root } },
  test: { testTimeout: 25_000, hookTimeout: 180_000, include: ["test/browser/**/*.test.ts"] },
});
