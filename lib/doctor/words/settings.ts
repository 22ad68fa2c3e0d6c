import type { Row, SettingsCause } from "./cause";

export const SETTINGS_WORDS: Readonly<Record<SettingsCause, Row>> = {
  "open-endpoint": {
    level: "warning",
    en: {
      what: "Everyone who reaches this gateway may use its Spark app, without any limit.",
      fix: "Set GATEWAY_API_KEYS, RATE_LIMIT or TOKEN_BUDGET, unless nobody else can reach it.",
    },
    zh: {
      what: "任何能访问此网关的人都可以无限制地使用它的星火应用。",
      fix: "请设置 GATEWAY_API_KEYS、RATE_LIMIT 或 TOKEN_BUDGET，除非别人无法访问此网关。",
    },
  },
  "no-app": {
    level: "warning",
    en: {
      what: "The gateway has no Spark app of its own: only the way to Spark could be checked.",
      fix: "Set APP_ID, API_SECRET and API_KEY in .env.local, unless callers bring their own.",
    },
    zh: {
      what: "网关没有自己的星火应用：只能检查到星火的网络。",
      fix: "请在 .env.local 中设置 APP_ID、API_SECRET 和 API_KEY，除非调用方都自带凭据。",
    },
  },
  "redis-unreachable": {
    level: "warning",
    en: {
      what: "Redis cannot be reached: until it can, each instance counts its callers for itself.",
      fix: "Check REDIS_URL, and that Redis runs and lets this machine in.",
    },
    zh: {
      what: "无法连接 Redis：恢复之前，每个实例各自计数。",
      fix: "请检查 REDIS_URL，并确认 Redis 正在运行且允许本机连接。",
    },
  },
};
