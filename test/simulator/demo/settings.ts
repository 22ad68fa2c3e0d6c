/**
 * Settings that override every settings file, which is meant for another gateway. The key that the
 * README prints must work in the demo.
 */
export const DEMO_SETTINGS = {
  SPARK_SIMULATED: "true",
  // Without keys the gateway is open and accepts any key.
  GATEWAY_API_KEYS: "",
  SPARK_APPS: "",
  CONFIG_LIST_PATH: "",
} as const;

/** Defaults that the environment may override. */
export const DEMO_DEFAULTS = {
  // Simulated answers contain nothing secret, so clients that rely on stored responses work by
  // default.
  RESPONSES_STORE: "memory",
  // After `/simulate silent` the reader wants to see the failure soon.
  FIRST_FRAME_TIMEOUT_MS: "20000",
  IDLE_TIMEOUT_MS: "20000",
} as const;
