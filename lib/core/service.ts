/** Spark's two services: the signed WebSocket, and HTTP with an APIPassword. */
export type Service = "socket" | "http";
