import type { SparkCredentials } from "./sign";

/** What opens Spark: the three values of an app its WebSocket, an APIPassword its HTTP service. */
export type Key =
  | { service: "socket"; app: SparkCredentials }
  | { service: "http"; password: string };
