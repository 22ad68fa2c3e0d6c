import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL("..", import.meta.url));

/** What runs in this process, against the production build, and against the function on Vercel. */
export default defineConfig({
  root,
  resolve: { alias: { "@": root } },
  test: {
    // What hangs fails, and what is only slow passes: build servers have few cores and many neighbours.
    testTimeout: 60_000,
    hookTimeout: 180_000,
    projects: [
      {
        extends: true,
        test: {
          name: "fast",
          include: ["test/{unit,integration,simulator}/**/*.test.ts"],
          // Files share a worker: loading the gateway and its clients anew for each file took half the time.
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: "production",
          include: ["test/{server,browser}/**/*.test.ts"],
          globalSetup: ["test/server/build.ts"],
        },
      },
      {
        extends: true,
        test: {
          name: "vercel",
          include: ["test/vercel/**/*.test.ts"],
          globalSetup: ["test/vercel/build.ts"],
        },
      },
    ],
  },
});
