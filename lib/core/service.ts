/** Spark's two doors: the signed WebSocket, and HTTP with an APIPassword. */
export type Service = "socket" | "http";
