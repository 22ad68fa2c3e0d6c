import { createCatalogue } from "../spark/catalogue";
import { MODEL_ROUTES } from "../gateway/generate/model-routes";
import { VERSIONS } from "../spark/model-rows";
import { type Model, OVER_WEBSOCKET, toHttpModel, VERSIONED_ID } from "../spark/models";
import { type Language, type Page, toCode, toHead, toTable, type Words } from "./page";

/** The page with the catalogue. */
export const modelsPage: Page = {
  name: "models",
  write: (language) => {
    const words = WORDS[language];
    const catalogue = createCatalogue();
    const rows = catalogue.ids.flatMap((id) => catalogue.findRow(id) ?? []);
    return [
      toHead({ name: "models", source: "lib/spark/model-rows.ts", title: words.title }, language),
      words.intro,
      toTable(
        [words.id, words.aliases, words.context, words.output, words.can, words.routes],
        rows.map((row) => [
          toCode(row.id) + (row.deprecated ? ` ${words.withdrawn}` : ""),
          row.aliases.map(toCode).join(", ") || "–",
          row.kind !== "chat" && row.kind !== "embedding"
            ? "–"
            : row.contextTokens.toLocaleString("en"),
          toOutput(row),
          listAbilities(row, language),
          MODEL_ROUTES[row.kind].map(toCode).join(", "),
        ]),
      ),
      words.withdrawnText,
      `## ${words.wire}`,
      words.wireIntro,
      toTable(
        [words.id, words.socket, words.domain, words.http, words.temperature],
        rows.map((row) => [
          toCode(row.id),
          row.path === null ? "–" : toCode(toSigned(row)),
          row.domain === null ? "–" : toCode(row.domain),
          row.httpPath === null ? "–" : `${toCode(row.httpPath)} (${toCode(toHttpModel(row))})`,
          row.kind === "chat" ? `(0, ${row.maxTemperature}]` : "–",
        ]),
      ),
      `## ${words.maas}`,
      words.maasText,
      `\`\`\`sh\n${MAAS_EXAMPLE}\n\`\`\``,
      `## ${toCode(VERSIONED_ID)}`,
      words.versioned,
      toTable(
        [toCode("version"), words.id],
        Object.entries(VERSIONS).map(([version, id]) => [toCode(version), toCode(id)]),
      ),
    ].join("\n\n");
  },
};

const MAAS_EXAMPLE = `SPARK_MODELS='[{"id":"xopglm5","httpHost":"maas-api.cn-huabei-1.xf-yun.com"}]'`;

/** Formats the maximum answer length; only chat models have one. */
function toOutput({ kind, maxTokens, httpMaxTokens }: Model): string {
  if (kind !== "chat") return "–";
  const output = maxTokens.toLocaleString("en");
  return httpMaxTokens === null ? output : `${output} (HTTP ${httpMaxTokens.toLocaleString("en")})`;
}

const toSigned = ({ kind, host, path }: Model): string =>
  `${OVER_WEBSOCKET[kind] ? "wss" : "https"}://${host}${path}`;

function listAbilities(row: Model, language: Language): string {
  const abilities = ABILITIES.filter((ability) => row[ability]);
  return abilities.map((ability) => ABILITY_WORDS[language][ability]).join(", ") || "–";
}

const ABILITIES = ["system", "tools", "webSearch", "vision", "reasoning"] as const;

const ABILITY_WORDS: Words<(typeof ABILITIES)[number]> = {
  en: {
    system: "system role",
    tools: "tools",
    webSearch: "web search",
    vision: "images",
    reasoning: "thinking",
  },
  "zh-CN": {
    system: "系统角色",
    tools: "工具",
    webSearch: "联网搜索",
    vision: "图片",
    reasoning: "思考",
  },
};

const WORDS: Words<
  | "title"
  | "intro"
  | "id"
  | "aliases"
  | "context"
  | "output"
  | "can"
  | "routes"
  | "withdrawn"
  | "withdrawnText"
  | "maas"
  | "maasText"
  | "wire"
  | "wireIntro"
  | "socket"
  | "domain"
  | "http"
  | "temperature"
  | "versioned"
> = {
  en: {
    title: "Models",
    intro:
      "Send any of these names as `model`; case does not matter, and the answer carries the name that was " +
      "sent. `MODEL_ALIASES` adds names, `SPARK_MODELS` adds or changes rows. " +
      "`GET /v1/models` returns `context_length`, `max_output_tokens`, `capabilities`, `routes` and " +
      "`deprecated` of each.",
    id: "id",
    aliases: "also known as",
    context: "context, tokens",
    output: "longest answer, tokens",
    can: "can",
    routes: "route",
    withdrawn: "(withdrawn)",
    withdrawnText:
      "iFlytek withdrew the Max package on 2026-03-10 and merged it into 4.0 Ultra: old apps are answered " +
      "by Ultra as long as that lasts, new apps get 11200. `generalv2` has left every page since 2024. " +
      "`deprecated` is true on all three.",
    maas: "MaaS and other models",
    maasText:
      "iFlytek's MaaS (and its Coding and Token Plans) serves many models whose ids change monthly. Each " +
      "is a row of `SPARK_MODELS` with the host in `httpHost`; its bearer is the app's APIKey, which comes " +
      "from the app's three values or is sent as an APIPassword. `kind` is `chat` unless it says " +
      "`embedding` or `image`; `httpPath` and `httpModel` say where the host differs from MaaS's " +
      "`/v2/chat/completions` and the model's name from the `id`.",
    wire: "Where each is asked",
    wireIntro:
      "With an app's three values over Spark's WebSocket (or a signed POST), with an APIPassword over its " +
      "HTTP service. `spark-x2-flash` has HTTP alone: there three values become the bearer " +
      "`APIKey:APISecret`. HTTP's name for a model stands in parentheses.",
    socket: "signed",
    domain: "`domain`",
    http: "HTTP service",
    temperature: "temperature",
    versioned:
      "Stands for the model that the field `version` of the request names; `v1.1` if none.",
  },
  "zh-CN": {
    title: "模型",
    intro:
      "以下任一名称都可作为 `model`，不区分大小写；回答里的 `model` 就是请求时写的那个。`MODEL_ALIASES` " +
      "增加别名，`SPARK_MODELS` 增加或修改模型。" +
      "`GET /v1/models` 会给出每个模型的 `context_length`、`max_output_tokens`、`capabilities`、`routes` 和 " +
      "`deprecated`。",
    id: "id",
    aliases: "别名",
    context: "上下文（token）",
    output: "回答上限（token）",
    can: "支持",
    routes: "接口",
    withdrawn: "（已下线）",
    withdrawnText:
      "讯飞于 2026-03-10 下线 Max 套餐并将其并入 4.0 Ultra：老应用暂由 Ultra 回答，新应用会收到 11200。`generalv2` 自 " +
      "2024 年起已不见于任何页面。三者的 `deprecated` 均为 true。",
    maas: "MaaS 与其他模型",
    maasText:
      "讯飞 MaaS（以及 Coding Plan、Token Plan）提供的模型很多，id 每月都在变。每个模型在 `SPARK_MODELS` 中写一行，主机写在 " +
      "`httpHost`；bearer 是应用的 APIKey，取自应用的三个值，也可当作 APIPassword 发送。`kind` 默认为 `chat`，也可以是 " +
      "`embedding` 或 `image`；主机路径不是 MaaS 的 `/v2/chat/completions` 时写 `httpPath`，模型名与 `id` 不同时写 " +
      "`httpModel`。",
    wire: "各模型的地址",
    wireIntro:
      "用应用的三个值时走 WebSocket（或签名的 POST），用 APIPassword 时走 HTTP 服务。`spark-x2-flash` 只有 HTTP：三个值会变成 " +
      "bearer `APIKey:APISecret`。括号中是 HTTP 服务对模型的称呼。",
    socket: "签名",
    domain: "`domain`",
    http: "HTTP 服务",
    temperature: "temperature",
    versioned: "由请求里的 `version` 字段决定使用哪个模型；不写即 `v1.1`。",
  },
};
