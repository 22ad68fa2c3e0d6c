import type { Fault } from "./fault";
import { BAD_DATE, MISMATCH, UNKNOWN_KEY } from "./handshake";
import { NOT_FOUND, refuseHandshake } from "./handshake-answer";
import type { HandshakeScript } from "./script";

const SKEW_MS = 600_000;

/**
 * The first attempt breaks off, and this many handshakes fail after it, so that every retry of a
 * gateway fails.
 */
const RETRIES = 2;

/** These faults affect the handshakes after the connection that requested them: see session.ts. */
export const HANDSHAKE_FAULTS: readonly Fault[] = [
  row("handshake-401", ["握手 401：签名不符", "401, wrong signature"], () =>
    refuseHandshake(401, MISMATCH),
  ),
  row("handshake-401-key", ["握手 401：没有此 key", "401, unknown key"], () =>
    refuseHandshake(401, UNKNOWN_KEY),
  ),
  row("handshake-403", ["握手 403：日期无效", "403, bad date"], () =>
    refuseHandshake(403, BAD_DATE),
  ),
  row("handshake-403-skew", ["握手 403：时钟差十分钟", "403, clocks ten minutes apart"], (now) => ({
    refuse: {
      status: 403,
      body: JSON.stringify({ message: BAD_DATE }),
      headers: { date: new Date(now + SKEW_MS).toUTCString() },
    },
  })),
  row("handshake-404", ["握手 404：没有此路径", "404, unknown path"], () => NOT_FOUND),
  row("handshake-500", ["握手 500", "500"], () =>
    refuseHandshake(500, "An unexpected error occurred"),
  ),
  row("handshake-garbage", ["握手的回答不是 HTTP", "no HTTP in the answer"], () => ({
    raw: "讯飞星火 says something else\r\n\r\n",
  })),
  row("handshake-silent", ["握手没有回答", "a handshake never answered"], () => ({ silent: true })),
  row("refused", ["握手时 TCP 断开", "TCP closed during the handshake"], () => ({ hangUp: true })),
];

function row(
  name: string,
  [zh, en]: readonly [zh: string, en: string],
  script: (now: number) => HandshakeScript,
): Fault {
  return { name, zh, en, kind: "handshake", script, times: RETRIES };
}
