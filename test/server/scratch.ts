import { startProduction } from "./production";
import { DEMO_APP } from "../simulator/apps";
import { stallAfter, answer } from "../simulator/scripts";
import OpenAI from "openai";
import { startRedis } from "../integration/redis";

const ASK = { model: "lite", messages: [{ role: "user" as const, content: "你好" }] };
const { appId, apiKey, apiSecret } = DEMO_APP;
const post = (
  url: string,
  body: unknown,
  headers: Record<string, string> = {},
  signal?: AbortSignal,
) =>
  fetch(`${url}/v1/chat/completions`, {
    method: "POST",
    body: JSON.stringify(body),
    headers: { "content-type": "application/json", ...headers },
    signal: signal ?? null,
  });
const show = async (what: string, r: Response) =>
  console.log(
    what,
    r.status,
    JSON.stringify(
      Object.fromEntries(
        [...r.headers].filter(([k]) => /retry|ratelimit|spark|request-id/.test(k)),
      ),
    ),
    (await r.text()).slice(0, 300),
  );

// 1. SIGTERM while queued
{
  const server = await startProduction({
    settings: { APP_CONCURRENCY: "1", QUEUE_TIMEOUT_MS: "1500", METRICS_TOKEN: "t" },
  });
  let goOn = () => {};
  const held = new Promise<void>((r) => (goOn = r));
  server.simulator.play(async (stage) => {
    await stage.frame({ text: "first", status: 0 });
    await held;
    await stage.frame({ text: "last", status: 2 });
    stage.close();
  });
  const a = await post(server.url, { ...ASK, stream: true });
  const queued = post(server.url, ASK);
  const queuedStream = post(server.url, { ...ASK, stream: true });
  await new Promise((r) => setTimeout(r, 300));
  server.signal("SIGTERM");
  await new Promise((r) => setTimeout(r, 300));
  const late = await post(server.url, ASK).then(
    (r) => r.status,
    (e) => String(e.cause?.code ?? e),
  );
  console.log("new request during drain:", late);
  goOn();
  console.log("held:", (await a.text()).includes("[DONE]"));
  await show("queued", await queued);
  await show("queued stream", await queuedStream);
  console.log("exit", await server.exited);
  console.log(
    server
      .output()
      .split("\n")
      .filter((l) => l.startsWith("{"))
      .join("\n"),
  );
  await server[Symbol.asyncDispose]();
}
// 2. SERVER_MODELS with aliases, caps
{
  const server = await startProduction({
    settings: {
      SERVER_MODELS: "spark-lite,general,SparkDesk",
      SERVER_MAX_TOKENS: "50",
      RATE_LIMIT: "30/min",
      TOKEN_BUDGET: "300/day",
      GATEWAY_API_KEYS: "gw-1, gw-2",
      TRUSTED_PROXIES: "0",
      METRICS_TOKEN: "t",
    },
  });
  const k = { authorization: "Bearer gw-1" };
  for (const model of ["lite", "Spark-Lite", "generalv3.5", "spark-api", "4.0Ultra", "gpt-4"])
    await show(model, await post(server.url, { ...ASK, model }, k));
  await show("wrong key", await post(server.url, ASK, { authorization: "Bearer nope" }));
  await show("none", await post(server.url, ASK));
  await show(
    "own",
    await post(
      server.url,
      { ...ASK, model: "4.0Ultra" },
      { authorization: `Bearer ${appId}:${apiSecret}:${apiKey}` },
    ),
  );
  await show("own partial", await post(server.url, ASK, { "X-App-Id": appId }));
  await show("n=4", await post(server.url, { ...ASK, n: 4, max_tokens: 1000 }, k));
  await show(
    "again",
    await post(server.url, { ...ASK, n: 4, max_tokens: 1000 }, { authorization: "Bearer gw-2" }),
  );
  for (let i = 0; i < 6; i += 1)
    await show(
      "budget",
      await post(
        server.url,
        {
          ...ASK,
          messages: [{ role: "user", content: "讲一个很长的故事".repeat(5) }],
          stream: i % 2 === 0,
        },
        k,
      ),
    );
  const client = new OpenAI({ apiKey: "gw-1", baseURL: `${server.url}/v1`, maxRetries: 2 });
  const t = performance.now();
  await client.chat.completions
    .create(ASK)
    .catch((e) =>
      console.log("client", e.status, e.code, e.message, Math.round(performance.now() - t), "ms"),
    );
  const page = await fetch(server.url);
  console.log("page", page.status);
  await show("models", await fetch(`${server.url}/v1/models`));
  await show(
    "preflight",
    await fetch(`${server.url}/v1/chat/completions`, {
      method: "OPTIONS",
      headers: {
        origin: "https://x",
        "access-control-request-method": "POST",
        "access-control-request-headers": "authorization",
      },
    }),
  );
  await show("metrics 401", await fetch(`${server.url}/metrics`));
  await show("metrics post", await fetch(`${server.url}/metrics`, { method: "POST" }));
  const m = await (
    await fetch(`${server.url}/metrics`, { headers: { authorization: "Bearer t" } })
  ).text();
  console.log(
    m
      .split("\n")
      .filter((l) => /^(spark_gateway|process)/.test(l))
      .join("\n"),
  );
  await server[Symbol.asyncDispose]();
}
// 3. redis kill -9 amid budgets in flight
{
  const redis = await startRedis();
  const server = await startProduction({
    settings: { REDIS_URL: redis.url, TOKEN_BUDGET: "100000/day", RATE_LIMIT: "1000/min" },
  });
  let goOn = () => {};
  const held = new Promise<void>((r) => (goOn = r));
  server.simulator.play(async (stage) => {
    await stage.frame({ text: "first", status: 0 });
    await held;
    await answer(["last"])(stage);
  });
  const a = await post(server.url, { ...ASK, stream: true });
  await redis.stop();
  const t = performance.now();
  await show("redis away", await post(server.url, ASK));
  console.log(Math.round(performance.now() - t), "ms");
  goOn();
  console.log("held:", (await a.text()).includes("[DONE]"));
  await redis.start();
  await new Promise((r) => setTimeout(r, 3500));
  await show("redis back", await post(server.url, ASK));
  console.log(
    server
      .output()
      .split("\n")
      .filter((l) => /redis|error|warn/.test(l))
      .join("\n"),
  );
  server.signal("SIGTERM");
  console.log("exit", await server.exited);
  await server[Symbol.asyncDispose]();
  await redis[Symbol.asyncDispose]();
}
void stallAfter;
process.exit(0);
