/**
 * What the demo's gateway is told, whatever a settings file says: that one is about another gateway, and
 * the key that the README prints must open this one.
 */
export const DEMO_SETTINGS = {
  SPARK_SIMULATED: "true",
  // Open: any key does.
  GATEWAY_API_KEYS: "",
  SPARK_APPS: "",
  CONFIG_LIST_PATH: "",
} as const;

/** As a reader likes it, unless the environment says otherwise. */
export const DEMO_DEFAULTS = {
  // Simulated answers hold no secret: every client works without a word about state.
  RESPONSES_STORE: "memory",
  // Whoever has it go silent wants to see the end of it.
  FIRST_FRAME_TIMEOUT_MS: "20000",
  IDLE_TIMEOUT_MS: "20000",
} as const;
