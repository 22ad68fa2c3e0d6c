import { execFile } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";

import { describe, expect, it } from "vitest";
import { parse } from "yaml";

import { readSettings } from "@/lib/gateway/config/settings";

import { START_FLAGS } from "../server/next";

const ROOT = join(import.meta.dirname, "../..");
const read = (path: string): string => readFileSync(join(ROOT, path), "utf8");

type Service = {
  ports?: string[];
  profiles?: string[];
  volumes?: string[];
  environment?: Record<string, string>;
  stop_grace_period?: string;
  depends_on?: Record<string, unknown>;
  deploy?: { replicas: number };
};

const dockerfile = read("Dockerfile").replaceAll(/\\\n\s*/g, "");
const instructions = dockerfile
  .split("\n")
  .flatMap((line) => (/^[A-Z]/.test(line) ? [line] : []))
  .map((line) => [line.slice(0, line.indexOf(" ")), line.slice(line.indexOf(" ") + 1)] as const);
const argumentsOf = (name: string): string[] =>
  instructions.flatMap(([instruction, argument]) => (instruction === name ? [argument] : []));
const lastStage = instructions.slice(instructions.findLastIndex(([name]) => name === "FROM"));
const services: Record<string, Service> = parse(read("compose.yaml"), { merge: true }).services;
const nginx = read(".docker/nginx.conf");

describe("Dockerfile", () => {
  it("uses the Node version of .nvmrc, which engines allows", () => {
    const major = read(".nvmrc").trim();
    expect(argumentsOf("FROM")[0]).toBe(`node:${major}-bookworm-slim AS base`);
    const { engines } = JSON.parse(read("package.json"));
    const [, from, to] = /^>=(\d+)\.\d+ <(\d+)$/.exec(engines.node) ?? [];
    expect(Number(major)).toBeGreaterThanOrEqual(Number(from));
    expect(Number(major)).toBeLessThan(Number(to));
  });

  it("refers only to stages that exist", () => {
    const stages = argumentsOf("FROM").map((argument) => argument.split(" AS ")[1]);
    const bases = argumentsOf("FROM").slice(1);
    const sources = argumentsOf("COPY").flatMap((text) => /--from=(\S+)/.exec(text)?.[1] ?? []);
    expect(stages).toEqual(["base", "build", "demo", "gateway"]);
    for (const stage of [...bases.map((text) => text.split(" ")[0]), ...sources]) {
      expect(stages).toContain(stage);
    }
  });

  it("gives the server the same heap under `npm start`", () => {
    const { scripts } = JSON.parse(read("package.json"));
    const start = ["node", ...START_FLAGS, "node_modules/next/dist/bin/next", "start"].join(" ");
    expect(scripts.start).toBe(`exec ${start} || ${start}`);
  });

  it("runs server.js itself as the user node", () => {
    expect(lastStage).toContainEqual(["USER", "node"]);
    const [instruction, command = "[]"] = lastStage.at(-1) ?? [];
    expect(instruction).toBe("CMD");
    expect(JSON.parse(command)).toEqual(["node", ...START_FLAGS, "server.js"]);
  });

  it("has a health check that passes only while the server is healthy", async () => {
    const [, command = "[]"] = /CMD (\[.*\])$/.exec(argumentsOf("HEALTHCHECK")[0] ?? "") ?? [];
    const [, ...parameters] = JSON.parse(command) as string[];
    let status = 200;
    const server = createServer((request, response) => {
      response.writeHead(request.url === "/healthz" ? status : 404).end();
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const port = String((server.address() as AddressInfo).port);
    const check = async (): Promise<unknown> =>
      promisify(execFile)(process.execPath, parameters, {
        env: { ...process.env, PORT: port },
      }).then(
        () => 0,
        (error: { code: unknown }) => error.code,
      );
    expect(await check()).toBe(0);
    status = 503;
    expect(await check()).toBe(1);
    server.close();
    expect(await check()).toBe(1);
  });
});

/** What Next and npm look for at the top, whether it is there today or not, and our own sources. */
const READ_BY_A_BUILD = [
  "app",
  "components",
  "instrumentation-client.ts",
  "instrumentation.ts",
  "lib",
  "next.config.js",
  "package-lock.json",
  "package.json",
  "proxy.ts",
  "public",
  "test/simulator",
  "tsconfig.json",
];

describe(".dockerignore", () => {
  const [everything, ...rules] = read(".dockerignore")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"));
  const allowed = rules.filter((line) => line.startsWith("!"));

  it("allows exactly what a build reads", () => {
    expect(everything).toBe("*");
    const names = allowed.map((line) => line.replace("!", ""));
    expect(READ_BY_A_BUILD).toEqual(expect.arrayContaining(names));
    for (const name of READ_BY_A_BUILD.filter((path) => existsSync(join(ROOT, path)))) {
      expect(names).toContain(name);
    }
  });

  it("requires the Dockerfile to copy public/ once it exists", () => {
    const isCopied = argumentsOf("COPY").some((argument) => argument.includes("/public"));
    expect(isCopied).toBe(existsSync(join(ROOT, "public")));
  });
});

describe("compose.yaml", () => {
  it("starts the gateway alone by default and publishes it on port 8000", () => {
    expect(services["gateway"]?.ports).toEqual(["127.0.0.1:8000:3000"]);
    expect(dockerfile).toContain("PORT=3000");
    const plain = Object.entries(services).flatMap(([name, { profiles }]) =>
      profiles ? [] : name,
    );
    expect(plain).toEqual(["gateway"]);
  });

  it("opens its ports to this machine alone, and no two services on the same one", () => {
    const ports = Object.values(services).flatMap(({ ports: own = [] }) => own);
    expect(ports).toHaveLength(3);
    for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:\d+:\d+$/);
    expect(new Set(ports.map((port) => port.split(":")[1])).size).toBe(ports.length);
  });

  it("shows the demo without Node, from a stage that the Dockerfile has", () => {
    expect(services["demo"]).toMatchObject({ profiles: ["demo"], build: { target: "demo" } });
    expect(dockerfile).toContain("FROM build AS demo");
    expect(dockerfile).toContain('CMD ["node_modules/.bin/tsx", "test/simulator/demo.ts"]');
    expect(existsSync(join(ROOT, "test/simulator/demo.ts"))).toBe(true);
  });

  it("scales to two replicas that share Redis and trust nginx only", () => {
    expect(services["replica"]).toMatchObject({
      deploy: { replicas: 2 },
      environment: { REDIS_URL: "redis://redis:6379", TRUSTED_PROXIES: "${TRUSTED_PROXIES:-1}" },
    });
    expect(services["replica"]?.ports).toBeUndefined();
    for (const { depends_on: needed = {} } of Object.values(services)) {
      expect(Object.keys(services)).toEqual(expect.arrayContaining(Object.keys(needed)));
    }
  });

  it("mounts an nginx configuration that exists and leads to the replicas", () => {
    const [mounted = ""] = services["proxy"]?.volumes?.[0]?.split(":") ?? [];
    expect(existsSync(join(ROOT, mounted))).toBe(true);
    expect(services["proxy"]?.ports).toEqual(["127.0.0.1:8080:8000"]);
    expect(nginx).toContain("listen 8000;");
    expect(nginx).toContain("set $gateway replica;");
    expect(nginx).toContain("proxy_pass http://$gateway:3000;");
  });

  it("gives containers longer to stop than streams may take to finish", () => {
    for (const name of ["gateway", "replica", "proxy"]) {
      const seconds = Number.parseInt(services[name]?.stop_grace_period ?? "0", 10);
      expect(seconds * 1000).toBeGreaterThan(readSettings({}).shutdownGraceMs);
    }
  });
});

describe("Vercel deploy button", () => {
  const [english, chinese] = ["README.md", "README.zh-CN.md"].map((path) => {
    const [, address = ""] = /vercel\.com\/button\)\]\(([^)]+)\)/.exec(read(path)) ?? [];
    return new URL(address);
  });

  it("asks for settings that exist, the same in both languages", () => {
    const asked = english?.searchParams.get("env")?.split(",") ?? [];
    expect(asked).toContain("APP_ID");
    for (const name of asked) expect(read(".env.example")).toMatch(new RegExp(`^${name}=$`, "m"));
    for (const [name, value] of english?.searchParams ?? []) {
      if (name !== "envDescription") expect(chinese?.searchParams.get(name)).toBe(value);
    }
  });
});
