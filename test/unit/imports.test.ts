import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";

import { describe, expect, it } from "vitest";

/**
 * The layers of the code, the lowest first. A folder imports only from lower layers and from no
 * folder in its own. `proxy.ts` and `instrumentation.ts` are at the top.
 */
const FLOORS: readonly (readonly string[])[] = [
  ["lib/streams"],
  ["lib/core"],
  ["lib/core/audio"],
  ["lib/audio"],
  ["lib/api/common", "lib/spark"],
  ["lib/api/openai", "lib/spark/audio"],
  ["lib/api/openai/errors", "lib/spark/transport"],
  [
    "lib/api/audio/speech",
    "lib/api/audio/transcriptions",
    "lib/api/chat-completions",
    "lib/api/embeddings",
    "lib/api/images",
    "lib/api/messages",
    "lib/api/responses",
    "lib/api/usage",
    "lib/api/responses/request",
    "lib/spark/chat",
    "lib/spark/embedding",
    "lib/spark/image",
    "lib/spark/recognition",
    "lib/spark/speech",
  ],
  ["lib/api/messages/errors", "lib/api/responses/response", "lib/api/responses/kept"],
  ["lib/gateway/telemetry"],
  ["lib/gateway/config", "lib/gateway/shares"],
  [
    "lib/gateway/http",
    "lib/gateway/image",
    "lib/gateway/openapi",
    "lib/gateway/pool",
    "lib/gateway/redis",
  ],
  ["lib/gateway/limits"],
  ["lib/gateway/generate", "lib/gateway/store"],
  ["lib/gateway/services"],
  ["lib/gateway/routes"],
  ["lib/gateway/server/connection"],
  ["lib/gateway/server/pages"],
  ["lib/gateway/server/next", "lib/gateway/server/node"],
  ["lib/gateway/server"],
  ["lib/doctor/words", "lib/docs"],
  ["lib/doctor"],
];

/** Folders that must not import each other, whatever their layers. */
const APART: readonly (readonly [string, string])[] = [
  ["lib/api", "lib/spark"],
  ["lib/spark", "lib/api"],
  ["lib", "components"],
  ["lib/playground", "lib/(?!playground|core/(?:json|estimate-tokens|audio/resampler))"],
  ["components", "lib/(?!playground)"],
  ["components", "app"],
  ["app", "lib/(?!gateway/server|gateway/routes/health|playground)"],
  ["lib/(?!playground)", "lib/playground"],
  ["lib|app|components", "test"],
];

type Import = { from: string; to: string };

const files = [
  ...["app", "components", "lib"].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" }).map((path) => join(folder, path)),
  ),
  "instrumentation.ts",
  "proxy.ts",
].filter((path) => /\.tsx?$/.test(path));
const present = new Set(files);
const imports = files.flatMap((from) => listImports(from, readFileSync(from, "utf8")));

/** Lists imports, including type-only and dynamic ones, because both couple files. */
function listImports(from: string, source: string): Import[] {
  return [...source.matchAll(/\b(?:from|import)\s*\(?\s*"((?:\.{1,2}|@)\/[^"]+)"/g)].flatMap(
    ([, specifier = ""]) => {
      const path = specifier.startsWith("@/")
        ? specifier.slice(2)
        : posix.join(posix.dirname(from), specifier);
      const to = [path, `${path}.ts`, `${path}.tsx`].find((name) => present.has(name));
      return to ? [{ from, to }] : [];
    },
  );
}

/** Finds every import cycle, as a path that returns to its start. */
function findCircles(edges: readonly Import[]): string[] {
  const next = new Map<string, Set<string>>();
  for (const { from, to } of edges) {
    if (from !== to) next.set(from, (next.get(from) ?? new Set()).add(to));
  }
  const done = new Set<string>();
  const circles: string[] = [];
  const visit = (node: string, path: readonly string[]): void => {
    const start = path.indexOf(node);
    if (start >= 0) circles.push([...path.slice(start), node].join(" → "));
    if (start >= 0 || done.has(node)) return;
    for (const other of next.get(node) ?? []) visit(other, [...path, node]);
    done.add(node);
  };
  for (const node of next.keys()) visit(node, []);
  return circles;
}

const toFolders = ({ from, to }: Import): Import => ({ from: dirname(from), to: dirname(to) });
const floorOf = (folder: string): number => FLOORS.findIndex((floor) => floor.includes(folder));

describe("imports", () => {
  it("never form a cycle between files", () => {
    expect(findCircles(imports)).toEqual([]);
  });

  it("never form a cycle between folders", () => {
    expect(findCircles(imports.map(toFolders))).toEqual([]);
  });

  it("point from a layer of the gateway to a lower one", () => {
    const upward = imports.filter((one) => {
      const { from, to } = toFolders(one);
      return from !== to && floorOf(from) >= 0 && floorOf(to) >= floorOf(from);
    });
    expect(upward).toEqual([]);
  });

  it("assign every folder of lib to a layer, except the page's", () => {
    const folders = new Set(files.filter((path) => path.startsWith("lib/")).map(dirname));
    const unplaced = [...folders].filter(
      (folder) => floorOf(folder) < 0 && !folder.startsWith("lib/playground"),
    );
    expect(unplaced).toEqual([]);
  });

  it.each(APART)("never lead from %s to %s", (from, to) => {
    const crossing = imports.filter(
      (one) => new RegExp(`^(?:${from})/`).test(one.from) && new RegExp(`^(?:${to})`).test(one.to),
    );
    expect(crossing).toEqual([]);
  });

  it("are all detected, including a cycle and a dynamic import", () => {
    expect(listImports("lib/core/json.ts", 'await import("../streams/source");')).toEqual([
      { from: "lib/core/json.ts", to: "lib/streams/source.ts" },
    ]);
    expect(
      findCircles([
        { from: "a", to: "b" },
        { from: "b", to: "c" },
        { from: "c", to: "b" },
      ]),
    ).toEqual(["b → c → b"]);
    expect(imports.length).toBeGreaterThan(1000);
  });
});
