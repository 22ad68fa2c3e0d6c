import type { ConnectionCause, Row } from "./cause";
import { problem } from "./row";

export const CONNECTION_WORDS: Readonly<Record<ConnectionCause, Row>> = {
  dns: problem(
    ["The host's name cannot be looked up.", "Check this machine's DNS and network, and the name."],
    ["无法解析该主机名。", "请检查本机的 DNS 与网络，以及主机名是否写对。"],
  ),
  refused: problem(
    ["The host refuses connections on this port.", "Check the address and port in SPARK_*_URL."],
    ["该主机拒绝此端口的连接。", "请检查 SPARK_*_URL 中的地址和端口。"],
  ),
  "no-route": problem(
    ["No connection to the host comes about.", "Let the firewall pass outgoing connections to it."],
    ["无法与该主机建立连接。", "请让防火墙放行到该主机的出站连接。"],
  ),
  "proxy-unused": problem(
    [
      "The host cannot be reached directly; HTTPS_PROXY is set, but the gateway uses no proxy.",
      "Let this machine reach Spark directly, or point SPARK_*_URL at a relay that can.",
    ],
    [
      "无法直接访问该主机；设置了 HTTPS_PROXY，但网关不使用代理。",
      "请让本机直连星火，或将 SPARK_*_URL 指向可用的中转服务。",
    ],
  ),
  cut: problem(
    [
      "The connection is cut before Spark answers.",
      "Look for a firewall or proxy that cuts WebSockets or TLS.",
    ],
    ["星火应答之前连接被切断。", "请检查是否有防火墙或代理切断了 WebSocket 或 TLS。"],
  ),
  "tls-untrusted": problem(
    [
      "The host's certificate is not trusted: something on the way reads the traffic.",
      "Go around the proxy that does it, or trust its certificate with NODE_EXTRA_CA_CERTS.",
    ],
    [
      "该主机的证书不受信任：途中有设备在解密流量。",
      "请绕开该代理，或用 NODE_EXTRA_CA_CERTS 信任它的证书。",
    ],
  ),
  "tls-date": problem(
    ["The host's certificate is not valid today.", "Check this machine's date and clock."],
    ["该主机的证书不在有效期内。", "请检查本机的日期和时钟。"],
  ),
  "tls-broken": problem(
    [
      "The host speaks no TLS on this port.",
      "Write ws:// or http:// in SPARK_*_URL if it has none.",
    ],
    ["该主机在此端口上不支持 TLS。", "若确实没有 TLS，SPARK_*_URL 请写 ws:// 或 http://。"],
  ),
  "no-handshake": problem(
    [
      "The host takes the connection and then says nothing.",
      "Look for a proxy that holds WebSockets back; try again, or raise CONNECT_TIMEOUT_MS.",
    ],
    [
      "主机接受了连接，却没有应答。",
      "请检查是否有代理拦住 WebSocket；或稍后重试、调大 CONNECT_TIMEOUT_MS。",
    ],
  ),
  "not-spark": problem(
    [
      "Something other than Spark answers at this address.",
      "Look for a proxy or a login page in between, and check SPARK_*_URL.",
    ],
    ["此地址上应答的不是星火。", "请检查中间是否有代理或登录页，并核对 SPARK_*_URL。"],
  ),
  "wrong-path": problem(
    ["Spark has no such path.", "Check `path` or `httpPath` of this model in SPARK_MODELS."],
    ["星火没有这个路径。", "请检查 SPARK_MODELS 中该模型的 path 或 httpPath。"],
  ),
  crowded: problem(
    ["Spark accepts no more connections right now.", "Try again in a minute."],
    ["星火暂时不接受更多连接。", "请一分钟后再试。"],
  ),
  "spark-down": problem(
    ["Spark itself fails.", "Try again later; if it stays, ask iFlytek's support."],
    ["星火服务自身出错。", "请稍后重试；若一直如此，请联系讯飞客服。"],
  ),
  "clock-skew": problem(
    [
      "This machine's clock is more than 300 seconds off Spark's, so Spark refuses every signature.",
      "Set the clock right, best by NTP; in a container, that of its host.",
    ],
    [
      "本机时钟与星火相差超过 300 秒，星火会拒绝所有签名。",
      "请校准时钟，最好用 NTP；容器中请校准宿主机。",
    ],
  ),
  "clock-drift": {
    ...problem(
      ["This machine's clock is off; beyond 300 seconds Spark refuses.", "Set the clock by NTP."],
      ["本机时钟不准；超过 300 秒后星火会拒绝。", "请用 NTP 校准时钟。"],
    ),
    level: "warning",
  },
};
