import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Tests that must pass with either server of the API. */
const BOTH_DOORS = [
  "address",
  "answers",
  "audio",
  "fuzz",
  "hostile-bodies",
  "leaving",
  "odd-requests",
  "openapi",
  "shutdown",
  "soak",
  "standalone",
  "telemetry",
];

/**
 * Projects for tests in this process, against the production build, and against the function on
 * Vercel.
 */
export default defineConfig({
  root,
  resolve: { alias: { "@": root } },
  test: {
    // Hanging tests fail and slow ones pass, because build servers have few cores and many
    // neighbours.
    testTimeout: 60_000,
    hookTimeout: 180_000,
    // The page renders after the event that a test awaited, so `expect.poll` reads it again.
    expect: { poll: { timeout: 30_000, interval: 20 } },
    // Vitest would use one worker on two cores, although a third of the time is spent waiting.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        extends: true,
        test: {
          name: "fast",
          include: ["test/{unit,integration,simulator}/**/*.test.ts"],
          // Files share a worker, because loading the gateway and its clients for each file took
          // half the time.
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
          // The same tests through Next's routes, which serve the API on Vercel.
          name: "next-door",
          include: [`test/server/{${BOTH_DOORS.join(",")}}.test.ts`],
          globalSetup: ["test/server/build.ts"],
          env: { API_DOOR: "next" },
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
