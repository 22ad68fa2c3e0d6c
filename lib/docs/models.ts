import { createCatalogue } from "../spark/catalogue";
import { type Model, VERSIONED_ID, VERSIONS } from "../spark/models";
import { type Language, type Page, toCode, toHead, toTable, type Words } from "./page";

/** The catalogue as a page. */
export const modelsPage: Page = {
  name: "models",
  write: (language) => {
    const words = WORDS[language];
    const catalogue = createCatalogue();
    const rows = catalogue.ids.flatMap((id) => catalogue.findRow(id) ?? []);
    return [
      toHead({ name: "models", source: "lib/spark/models.ts", title: words.title }, language),
      words.intro,
      toTable(
        [words.id, words.aliases, words.context, words.output, words.can],
        rows.map((row) => [
          toCode(row.id),
          row.aliases.map(toCode).join(", "),
          row.contextTokens.toLocaleString("en"),
          row.maxTokens.toLocaleString("en"),
          listAbilities(row, language),
        ]),
      ),
      `## ${words.wire}`,
      words.wireIntro,
      toTable(
        [words.id, words.socket, words.domain, words.http, words.temperature],
        rows.map((row) => [
          toCode(row.id),
          toCode(`wss://${row.host}${row.path}`),
          toCode(row.domain),
          row.httpPath ? toCode(row.httpPath) : "–",
          `(0, ${row.maxTemperature}]`,
        ]),
      ),
      `## ${toCode(VERSIONED_ID)}`,
      words.versioned,
      toTable(
        [toCode("version"), words.id],
        Object.entries(VERSIONS).map(([version, id]) => [toCode(version), toCode(id)]),
      ),
    ].join("\n\n");
  },
};

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
      "`GET /v1/models` tells `context_length`, `max_output_tokens` and `capabilities` of each.",
    id: "id",
    aliases: "also known as",
    context: "context, tokens",
    output: "longest answer, tokens",
    can: "can",
    wire: "Where each is asked",
    wireIntro:
      "Over Spark's WebSocket with an app's three values, over its HTTP service with an APIPassword.",
    socket: "WebSocket",
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
      "`GET /v1/models` 会给出每个模型的 `context_length`、`max_output_tokens` 和 `capabilities`。",
    id: "id",
    aliases: "别名",
    context: "上下文（token）",
    output: "回答上限（token）",
    can: "支持",
    wire: "各模型的地址",
    wireIntro: "用应用的三个值时走 WebSocket，用 APIPassword 时走 HTTP 服务。",
    socket: "WebSocket",
    domain: "`domain`",
    http: "HTTP 服务",
    temperature: "temperature",
    versioned: "由请求里的 `version` 字段决定使用哪个模型；不写即 `v1.1`。",
  },
};
