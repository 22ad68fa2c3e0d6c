/** What a variable is for, in each language. */
type Meaning = { en: string; "zh-CN": string };

type Section = { title: Meaning; settings: Readonly<Record<string, Meaning>> };

/** Every variable, in the order of the page. What it takes and its default are the code's to say. */
export const SETTING_WORDS: readonly Section[] = [
  {
    title: { en: "Spark apps", "zh-CN": "星火应用" },
    settings: {
      APP_ID: {
        en: "The gateway's own Spark app, for callers who bring no credential. Goes with the next two.",
        "zh-CN": "网关自己的星火应用，供没有自带凭据的调用方使用。与下面两项一起设置。",
      },
      API_SECRET: { en: "Its APISecret.", "zh-CN": "它的 APISecret。" },
      API_KEY: { en: "Its APIKey.", "zh-CN": "它的 APIKey。" },
      API_PASSWORD: {
        en: "Its APIPassword, which opens Spark's HTTP service: no images, fewer models.",
        "zh-CN": "它的 APIPassword，打开星火的 HTTP 服务：没有图片，模型较少。",
      },
      SPARK_APPS: {
        en: "More apps, asked in turn ([hosting](hosting.md#several-spark-apps)).",
        "zh-CN": "更多应用，轮流使用（见[对外提供服务](hosting.zh-CN.md#多个星火应用)）。",
      },
      CONFIG_LIST_PATH: {
        en: "The first Spark gateway's `config_list.json`; its apps join the others.",
        "zh-CN": "最早的星火网关的 `config_list.json`，其中的应用与其他应用一起使用。",
      },
      APP_CONCURRENCY: {
        en: "Connections at once, for each app that does not say its own `concurrency`.",
        "zh-CN": "每个应用的并发连接数，用于没有自己写明 `concurrency` 的应用。",
      },
      QUEUE_TIMEOUT_MS: {
        en: "How long a question may wait for an app that is busy.",
        "zh-CN": "应用繁忙时一个问题最多等待多久。",
      },
    },
  },
  {
    title: { en: "Callers", "zh-CN": "调用方" },
    settings: {
      GATEWAY_API_KEYS: {
        en: "Keys that callers must present. None: the apps above are open to everyone.",
        "zh-CN": "调用方必须出示的密钥。不设置：上面的应用对所有人开放。",
      },
      RATE_LIMIT: {
        en: "Requests of each caller: by gateway key, by Spark app, else by address.",
        "zh-CN": "每个调用方的请求数：按网关密钥、按星火应用，否则按地址。",
      },
      TOKEN_BUDGET: {
        en: "Tokens of the gateway's apps that each caller may use.",
        "zh-CN": "每个调用方可以使用的网关应用的 token 数。",
      },
      SERVER_MODELS: {
        en: "Models that the gateway's apps give away, ids or aliases. None: all.",
        "zh-CN": "网关应用提供的模型，id 或别名。不设置：全部。",
      },
      SERVER_MAX_TOKENS: {
        en: "The longest answer that they give away, for each of `n`.",
        "zh-CN": "网关应用给出的最长回答，`n` 的每个回答分别计算。",
      },
      TRUSTED_PROXIES: {
        en: "How many proxies add to `x-forwarded-for` before the gateway. Unset: 0, on Vercel 1.",
        "zh-CN": "网关前有几层代理追加 `x-forwarded-for`。不设置时为 0，在 Vercel 上为 1。",
      },
      RESPONSES_STORE: {
        en: "Where responses are kept for `previous_response_id`: nowhere, in this process, or in Redis.",
        "zh-CN": "为 `previous_response_id` 保存回答的位置：不保存、本进程内存或 Redis。",
      },
      RESPONSES_STORE_TTL_MS: {
        en: "How long a response is kept after its last use, and its chain with it.",
        "zh-CN": "回答在最后一次使用后保存多久，所在的链一同计算。",
      },
      RESPONSES_STORE_MAX_BYTES: {
        en: "How much memory kept responses may take; the least recently used go first.",
        "zh-CN": "保存的回答最多占用多少内存；最久未使用的先删除。",
      },
      REDIS_URL: {
        en: "Shares limits and budgets between instances.",
        "zh-CN": "让多个实例共享限额与预算。",
      },
      CORS_ORIGINS: {
        en: "Origins whose pages may call the gateway.",
        "zh-CN": "哪些来源的网页可以调用网关。",
      },
      MAX_N: { en: "The largest `n`.", "zh-CN": "`n` 的上限。" },
      MAX_BODY_BYTES: {
        en: "The largest request body. On Vercel 4500000.",
        "zh-CN": "请求体的上限。在 Vercel 上为 4500000。",
      },
    },
  },
  {
    title: { en: "Models", "zh-CN": "模型" },
    settings: {
      MODEL_ALIASES: {
        en:
          "More names for models. `*` stands for any characters; an exact name counts before a " +
          "pattern, and a longer pattern before a shorter one.",
        "zh-CN": "更多模型别名。`*` 代表任意字符；完整的名称先于带 `*` 的，较长的先于较短的。",
      },
      SPARK_MODELS: {
        en: "Models to add, or to change field by field (fields: `lib/spark/models.ts`).",
        "zh-CN": "增加模型，或逐字段修改（字段见 `lib/spark/models.ts`）。",
      },
      IMAGE_ALLOWED_HOSTS: {
        en: "Hosts from which images are fetched though they are not public or on an unusual port.",
        "zh-CN": "虽非公网或端口特殊、仍允许从中下载图片的主机。",
      },
      IMAGE_CONTACT: {
        en: "Whom the host of an image may write to, in the user agent; the repository's address unless set.",
        "zh-CN": "图片主机的联系方式，写在 user agent 里；默认是本仓库的地址。",
      },
      IMAGE_MAX_BYTES: { en: "The largest image.", "zh-CN": "图片大小上限。" },
    },
  },
  {
    title: { en: "Time", "zh-CN": "时间" },
    settings: {
      CONNECT_TIMEOUT_MS: { en: "For Spark's handshake.", "zh-CN": "等待星火握手。" },
      FIRST_FRAME_TIMEOUT_MS: { en: "For its first frame.", "zh-CN": "等待第一帧。" },
      IDLE_TIMEOUT_MS: { en: "For each next frame.", "zh-CN": "等待之后的每一帧。" },
      STREAM_COMMIT_MS: {
        en: "When a stream whose first frame is late sends its headers all the same.",
        "zh-CN": "第一帧迟到时，流在多久之后先发送响应头。",
      },
      HEARTBEAT_MS: {
        en: "How often a stream that waits sends a comment.",
        "zh-CN": "等待中的流多久发送一次注释。",
      },
      SHUTDOWN_GRACE_MS: {
        en: "After SIGTERM, how long running streams may take to finish.",
        "zh-CN": "收到 SIGTERM 后，进行中的流最多还能用多久。",
      },
    },
  },
  {
    title: { en: "Insight", "zh-CN": "可观测性" },
    settings: {
      LOG_LEVEL: {
        en: "JSON lines; never a prompt, an answer or a secret.",
        "zh-CN": "JSON 行；绝不含提问、回答或密钥。",
      },
      METRICS_TOKEN: {
        en: "Opens `GET /metrics` as its bearer. None: there is no such page.",
        "zh-CN": "以此为 bearer 打开 `GET /metrics`。不设置：没有这个页面。",
      },
      OTEL_EXPORTER_OTLP_ENDPOINT: {
        en: "Where OpenTelemetry's traces and metrics go, over HTTP; its other `OTEL_…` variables hold too.",
        "zh-CN": "OpenTelemetry 的追踪与指标经 HTTP 发往何处；其余 `OTEL_…` 变量同样有效。",
      },
      OTEL_METRIC_EXPORT_INTERVAL: {
        en: "How often the metrics go there.",
        "zh-CN": "多久发送一次指标。",
      },
    },
  },
  {
    title: { en: "Spark's address", "zh-CN": "星火地址" },
    settings: {
      SPARK_CHAT_URL: {
        en: "In place of Spark's hosts for text.",
        "zh-CN": "代替星火的文本服务主机。",
      },
      SPARK_IMAGE_URL: { en: "For images.", "zh-CN": "代替图片理解服务主机。" },
      SPARK_HTTP_URL: { en: "For the HTTP service.", "zh-CN": "代替 HTTP 服务主机。" },
    },
  },
];
