import { ADDRESS_WORDS } from "./address-words";
import { CALLER_SETTINGS } from "./caller-setting-words";
import type { SettingSection } from "./setting-section";

/** Every variable, in the order of the page. Types and defaults come from the code. */
export const SETTING_WORDS: readonly SettingSection[] = [
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
        "zh-CN": "应用繁忙时一个请求最多等待多久。",
      },
    },
  },
  CALLER_SETTINGS,
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
      SPEECH_VOICES: {
        en: "Which of iFlytek's voices stands for a name, for every model or for one ([audio](audio.md#voices)).",
        "zh-CN":
          "名称对应讯飞的哪个发音人，可对所有模型或单个模型设置（见[语音](audio.zh-CN.md#发音人)）。",
      },
      TRANSCRIPTION_PACE: {
        en: "How many times faster than it sounds a recording is sent to iFlytek, whose pages ask for 1 ([transcriptions](transcriptions.md#pace)).",
        "zh-CN":
          "录音以几倍于播放的速度发给讯飞；讯飞文档要求 1 倍（见[语音识别](transcriptions.zh-CN.md#速度)）。",
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
      API_DOOR: {
        en: "Who answers the API under `npm start` and in Docker: the gateway itself, or Next's routes.",
        "zh-CN": "在 `npm start` 和 Docker 中由谁应答 API：网关自己，或 Next 的路由。",
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
  ADDRESS_WORDS,
];
