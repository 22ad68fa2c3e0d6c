/** Why something does not work, or may not; the texts are in words/. */
export type Cause = SettingsCause | ConnectionCause | CredentialCause | ModelCause;

export type SettingsCause = "open-endpoint" | "no-app" | "redis-unreachable";

export type ConnectionCause =
  | "dns"
  | "refused"
  | "no-route"
  | "proxy-unused"
  | "cut"
  | "tls-untrusted"
  | "tls-date"
  | "tls-broken"
  | "no-handshake"
  | "not-spark"
  | "wrong-path"
  | "crowded"
  | "spark-down"
  | "clock-skew"
  | "clock-drift";

export type CredentialCause =
  | "wrong-key"
  | "wrong-secret"
  | "swapped"
  | "refused-credential"
  | "wrong-password"
  | "not-let-in"
  | "wrong-app-id";

export type ModelCause =
  | "no-model"
  | "not-granted"
  | "quota"
  | "daily-quota"
  | "rate"
  | "concurrency"
  | "blocked"
  | "moderated"
  | "unknown-model"
  | "refused-request"
  | "socket-only"
  | "busy"
  | "closed"
  | "garbled"
  | "silent";

/** What happened, and what to do about it. */
export type Words = { what: string; fix: string };
export type Language = "en" | "zh";
export type Row = { level: "problem" | "warning"; en: Words; zh: Words };
