import { describe, expect, it } from "vitest";

import { DEMO_APP, DEMO_APPS, type SparkApp } from "../../simulator/apps";
import { asked, EXHAUSTED, LITE_ONLY, NO_APP, refuseWith, visit } from "./doctor";

const { apiSecret, apiPassword } = DEMO_APP;
const lite = ["--model", "lite"];

const toListed = ({ appId, ...app }: SparkApp = DEMO_APP, model = "lite") => {
  return { appId, apiKey: app.apiKey, apiSecret: app.apiSecret, models: [model] };
};

describe("npm run doctor: checks", () => {
  it("reports no problem on a working setup and asks every model for one token", async () => {
    const { code, checks, causes, connections } = await visit();
    expect({ code, causes }).toEqual({ code: 0, causes: [] });
    const models = checks.filter(({ subject }) => subject === "model");
    expect(models.map(({ target }) => target).join(" ")).toBe(
      "spark-x2 spark-x spark-x2-flash (HTTP) 4.0Ultra pro-128k generalv3 lite vision imagev3 kjwx " +
        "spark-embedding spark-tts spark-tts-hd spark-asr spark-iat generalv3.5 max-32k generalv2",
    );
    const met = connections.filter(({ accepted }) => accepted);
    const requests = await Promise.all(met.map(({ request }) => request));
    const limits = requests.flatMap((request) => {
      if ("max_tokens" in request) return [request.max_tokens];
      return "parameter" in request ? [request.parameter.chat?.max_tokens ?? "none"] : [];
    });
    expect(limits.filter((limit) => limit === 1)).toHaveLength(13);
    expect(limits.filter((limit) => limit !== 1)).toEqual(["none", "none", "none"]);
  });

  it("reports no problem with a working APIPassword", async () => {
    const { code, checks } = await visit({
      settings: { ...NO_APP, API_PASSWORD: apiPassword },
      argv: ["lite", "spark-x"],
    });
    expect(code).toBe(0);
    expect(checks.map(({ target }) => target)).toEqual([
      expect.stringMatching(/^http:/),
      "lite (HTTP)",
      "spark-x (HTTP)",
    ]);
  });

  it("checks the HTTP service once when API_PASSWORD only accompanies an app", async () => {
    const { checks } = await visit({ settings: { API_PASSWORD: apiPassword } });
    const targets = checks
      .map(({ target }) => target)
      .filter((target) => target.endsWith("(HTTP)"));
    // X2-Flash has no other service; of the other models, one shows whether the password is valid.
    expect(targets).toEqual(["spark-x2-flash (HTTP)", "lite (HTTP)"]);
  });

  it("skips the models of an unreachable host and checks those of the other", async () => {
    const { checks, code } = await visit({
      argv: ["lite", "generalv3.5", "vision"],
      settings: { SPARK_CHAT_URL: "ws://127.0.0.1:1" },
    });
    expect(code).toBe(1);
    expect(checks.map(({ subject, target, level }) => [subject, target, level])).toEqual([
      ["host", "ws://127.0.0.1:1", "problem"],
      ["model", "lite", "skipped"],
      ["model", "generalv3.5", "skipped"],
      ["host", expect.any(String), "ok"],
      ["handshake", expect.any(String), "ok"],
      ["model", "vision", "ok"],
    ]);
  });

  it("only warns about models that the app lacks when none was requested", async () => {
    const { code, checks } = await visit({ settings: LITE_ONLY });
    expect(code).toBe(0);
    expect(checks.find(({ target }) => target === "4.0Ultra")).toMatchObject({
      level: "warning",
      cause: "not-granted",
      sparkCode: 11200,
      sid: expect.stringMatching(/^cht/),
    });
  });

  it("requests an embedding, and generates an image only if its model is named", async () => {
    const { code, checks, connections } = await visit({ argv: ["spark-embedding", "spark-image"] });
    expect(code).toBe(0);
    expect(checks.map(({ subject, target, level }) => [subject, target, level])).toEqual([
      ["host", expect.stringMatching(/^http:/), "ok"],
      ["model", "spark-embedding", "ok"],
      ["model", "spark-image", "ok"],
    ]);
    expect(connections.map(({ path }) => path)).toEqual(["/", "/v2.1/tti"]);
    const drawn = JSON.parse(JSON.stringify(await connections[1]?.request));
    expect(drawn.parameter.chat).toMatchObject({ width: 512, height: 512 });
  });

  it("asks each speech service for two characters", async () => {
    const { code, connections } = await visit({ argv: ["tts-1", "tts-1-hd"] });
    expect(code).toBe(0);
    const met = connections.filter(({ accepted }) => accepted);
    expect(met.map(({ path }) => path)).toEqual(["/v2/tts", "/v1/private/mcd9m97e6"]);
    const { data } = JSON.parse(JSON.stringify(await met[0]?.request));
    expect(Buffer.from(data.text, "base64").toString()).toBe("你好");
  });

  it.each(["spark-embedding", "spark-image", "spark-tts", "spark-tts-hd"])(
    "names %s as not authorised",
    async (model) => {
      const { code, checks } = await visit({ argv: [model], settings: LITE_ONLY });
      expect(code).toBe(1);
      expect(checks.find(({ target }) => target === model)).toMatchObject({
        level: "problem",
        cause: "not-granted",
        sparkCode: 11200,
      });
    },
  );

  it("fails when the app has no model at all", async () => {
    const { code, causes } = await visit({ settings: EXHAUSTED });
    expect(code).toBe(1);
    expect(causes.at(-1)).toBe("no-model");
  });

  it("asks a model again after Spark's rate limit (11202)", async () => {
    let asks = 0;
    const { code, causes } = await visit({
      argv: lite,
      scripts: asked((stage) => {
        asks += 1;
        return refuseWith(11202)(stage);
      }),
    });
    expect({ code, causes, asks }).toEqual({ code: 0, causes: [], asks: 1 });
  });

  it("warns when the gateway has no app and still checks the connection to Spark", async () => {
    const { code, checks } = await visit({ settings: NO_APP });
    expect(code).toBe(0);
    expect(checks[0]).toMatchObject({ cause: "no-app", level: "warning" });
    expect(new Set(checks.slice(1).map(({ level }) => level))).toEqual(new Set(["ok"]));
  });

  it("fails when a model is requested but the gateway has no app", async () => {
    const { code, checks } = await visit({ settings: NO_APP, argv: lite });
    expect(code).toBe(1);
    expect(checks.map(({ cause, level }) => [cause, level])).toEqual([
      ["no-app", "problem"],
      [null, "ok"],
    ]);
  });

  it("checks each of several apps with its own models, or one app with --app", async () => {
    const [, , exhausted, liteOnly] = DEMO_APPS;
    const listed = [toListed(exhausted, "4.0Ultra"), toListed(liteOnly)];
    const settings = { SPARK_APPS: JSON.stringify(listed) };
    const { code, checks } = await visit({ settings });
    expect(code).toBe(1);
    const found = checks.filter(({ subject }) => subject === "model").slice(-2);
    expect(found).toMatchObject([
      { app: "SPARK_APPS[0]", target: "4.0Ultra", level: "problem", cause: "quota" },
      { app: "SPARK_APPS[1]", target: "lite", level: "ok" },
    ]);
    const third = await visit({ settings, argv: ["--app", "3"] });
    expect(third.code).toBe(0);
    expect(new Set(third.checks.map(({ app }) => app))).toEqual(new Set([null, "SPARK_APPS[1]"]));
  });

  it("checks only the models in SERVER_MODELS", async () => {
    const { checks } = await visit({ settings: { SERVER_MODELS: "lite,spark-x" } });
    const models = checks.filter(({ subject }) => subject === "model");
    expect(models.map(({ target }) => target)).toEqual(["lite", "spark-x"]);
  });

  it("warns about an unreachable Redis without printing its password", async () => {
    const { code, causes, output } = await visit({
      argv: lite,
      settings: { RATE_LIMIT: "20/min", REDIS_URL: "redis://user:a-password@127.0.0.1:1" },
    });
    expect({ code, causes }).toEqual({ code: 0, causes: ["redis-unreachable"] });
    expect(output).not.toContain("a-password");
  });

  it("warns that the endpoint is open when GATEWAY_API_KEYS is empty", async () => {
    const { code, causes } = await visit({ settings: { GATEWAY_API_KEYS: "" }, argv: lite });
    expect({ code, causes }).toEqual({ code: 0, causes: ["open-endpoint"] });
  });

  it("redacts a secret that Spark echoes in its error", async () => {
    const header = { code: 11201, message: apiSecret, sid: `cht-${apiSecret}`, status: 2 };
    const { output, causes } = await visit({
      argv: lite,
      scripts: asked((stage) => stage.send(JSON.stringify({ header }))),
    });
    expect(causes[0]).toBe("daily-quota");
    expect(output).toContain("cht-•••");
    expect(output).not.toContain(apiSecret);
  });

  it.each([
    [["--model", "gpt-9"], /no model gpt-9/],
    [["--app", "2"], /have 1 apps/],
    [["--app", "x"], /--app must be/],
    [["--lang", "fr"], /--lang/],
    [["--nonsense"], /nonsense/],
  ])("exits with 2 for the arguments %j", async (argv, message) => {
    const { code, error } = await visit({ argv });
    expect(code).toBe(2);
    expect(error).toMatch(message);
  });
});
