import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DEMO_APPS, type SparkApp } from "./apps";
import { exchange, sign, toAuthorization, toMessage, toSignedUrl } from "./reference-client";
import { startSimulator, type Simulator } from "./simulator";

/** The credentials, date and results in iFlytek's own documentation. */
const DOCUMENTED: SparkApp = {
  appId: "12345678",
  apiKey: "addd2272b6d8b7c8abdd79531420ca3b",
  apiSecret: "MjlmNzkzNmZkMDQ2OTc0ZDdmNGE2ZTZi",
};
const HOST = "spark-api.xf-yun.com";
const DATE = "Fri, 05 May 2023 10:43:39 GMT";
const NOW = Date.parse(DATE);
const V1_AUTHORIZATION =
  "YXBpX2tleT0iYWRkZDIyNzJiNmQ4YjdjOGFiZGQ3OTUzMTQyMGNhM2IiLCBhbGdvcml0aG09ImhtYWMtc2hhMjU2Iiwg" +
  "aGVhZGVycz0iaG9zdCBkYXRlIHJlcXVlc3QtbGluZSIsIHNpZ25hdHVyZT0iejVnSGR1M3B4VlY0QURNeWs0Njd3T1dE" +
  "UTlxNkJRelIzbmZNVGpjL0RhUT0i";

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ apps: [DOCUMENTED, ...DEMO_APPS], now: () => NOW });
});
afterAll(() => simulator.close());

describe("reference client: signatures", () => {
  test.each([
    [`${HOST}/v1.1/chat`, "z5gHdu3pxVV4ADMyk467wOWDQ9q6BQzR3nfMTjc/DaQ="],
    [`${HOST}/v3.5/chat`, "9s5gABpQIH+9wiR0dmxhlVY3Cqw34SFim12TmXSwVKc="],
    [`${HOST}/v4.0/chat`, "XruyxBmGpK48Gv2TcB2xHzrKYcdGIm5uf6XRNt8N0Dk="],
    [`${HOST}/chat/max-32k`, "sq19AjYt+EC5SQWDhkY6/YXpGBPaMo7NWibDHMGfLFY="],
    [`${HOST}/v1/x1`, "H07YDunu1Yz7pifX12Z8h8Apd7Rf89awK0kIIcxwqRA="],
    ["127.0.0.1:18080/v1.1/chat", "HrCpkb3+rOlbKJfG1z1QUANpmcwxq87c//uD7o1RuzM="],
    ["spark-api.cn-huabei-1.xf-yun.com/v2.1/image", "C9yqyU84Xa2xKAz6npHevVWS1FxOtOiprQjO4PJPS8k="],
  ])("signs %s like the published vector", (address, signature) => {
    const { host, pathname: path } = new URL(`ws://${address}`);
    expect(sign({ host, path, date: DATE, app: DOCUMENTED })).toBe(signature);
  });

  test("signs a date that ends in UTC", () => {
    const date = DATE.replace("GMT", "UTC");
    expect(sign({ host: HOST, path: "/v1.1/chat", date, app: DOCUMENTED })).toBe(
      "XFPLi3N9MbBzRXlAuXffdQKVD31bvvxEOl2kNb0G4Go=",
    );
  });

  test("builds the published URL", () => {
    const origin = `wss://${HOST}`;
    const url = toSignedUrl({
      origin,
      path: "/v1.1/chat",
      host: HOST,
      date: DATE,
      app: DOCUMENTED,
    });
    expect(url).toBe(
      `${origin}/v1.1/chat?authorization=${encodeURIComponent(V1_AUTHORIZATION)}` +
        `&date=Fri%2C+05+May+2023+10%3A43%3A39+GMT&host=${HOST}`,
    );
  });
});

describe("accepted handshakes", () => {
  test("accepts the published URL under the published Host", async () => {
    const query = new URLSearchParams({ authorization: V1_AUTHORIZATION, date: DATE, host: HOST });
    const result = await dial(`/v1.1/chat?${query}`, { host: HOST, domain: "lite" });
    expect(result.refused).toBeNull();
  });

  test.each([
    ["api_key and GMT", "api_key", DATE],
    ["hmac username, as the Go clients write", "hmac username", DATE],
    ["UTC at the end of the date", "api_key", DATE.replace("GMT", "UTC")],
    ["a clock 300 s ahead", "api_key", new Date(NOW + 300_000).toUTCString()],
    ["a clock 300 s behind", "api_key", new Date(NOW - 300_000).toUTCString()],
  ])("accepts %s", async (_case, name, date) => {
    const result = await dial(toPath({ name, date }));
    expect(result.refused).toBeNull();
  });

  test("accepts %20 for the spaces of the date", async () => {
    const path = toPath({});
    expect(path).toContain("+");
    const result = await dial(path.replaceAll("+", "%20"));
    expect(result.refused).toBeNull();
  });

  test("accepts many spaces between the fields", async () => {
    const host = new URL(simulator.url).host;
    const signature = sign({ host, path: "/v3.5/chat", date: DATE, app: DOCUMENTED });
    const origin = `api_key="${DOCUMENTED.apiKey}", algorithm="hmac-sha256",             headers="host date request-line", signature="${signature}"`;
    const authorization = Buffer.from(origin).toString("base64");
    const result = await dial(
      `/v3.5/chat?${new URLSearchParams({ host, date: DATE, authorization })}`,
    );
    expect(result.refused).toBeNull();
  });
});

describe("rejected handshakes", () => {
  const unverified = "HMAC signature cannot be verified";
  const mismatch = "HMAC signature does not match";

  test.each<[string, string, Forgery]>([
    ["a missing authorization", "Unauthorized", { raw: "" }],
    ["an unreadable authorization", unverified, { raw: "????" }],
    ["single quotes in the authorization", unverified, { quote: "'" }],
    ["another algorithm", unverified, { algorithm: "hmac-sha1" }],
    ["an unknown key", `${unverified}: fail to retrieve credential`, { key: "x" }],
    ["a wrong secret", mismatch, { secret: "x" }],
    ["a signature for another path", mismatch, { signedPath: "/v1.1/chat" }],
    ["a signature for another host", mismatch, { signedHost: HOST }],
    ["a host that is not the Host header", mismatch, { host: HOST }],
  ])("rejects %s with 401", async (_case, message, forgery) => {
    const { refused } = await dial(toPath(forgery));
    expect(refused).toEqual({ status: 401, body: JSON.stringify({ message }), date: DATE });
  });

  test.each([
    ["a clock 301 s ahead", new Date(NOW + 301_000).toUTCString()],
    ["a clock 301 s behind", new Date(NOW - 301_000).toUTCString()],
    ["a numeric time zone", DATE.replace("GMT", "+0000")],
    ["an ISO date", new Date(NOW).toISOString()],
    ["a missing date", ""],
  ])("rejects %s with 403", async (_case, date) => {
    const { refused } = await dial(toPath({ date }));
    const message = `${unverified}, a valid date or x-date header is required for HMAC Authentication`;
    expect(refused).toEqual({ status: 403, body: JSON.stringify({ message }), date: DATE });
  });

  test("rejects an unknown path with a plain-text 404", async () => {
    const { refused } = await dial(toPath({ path: "/v9.9/chat", signedPath: "/v9.9/chat" }));
    expect(refused).toMatchObject({ status: 404, body: "404 page not found" });
  });

  test("lists a rejected handshake among the connections", async () => {
    simulator.clear();
    await dial("/v3.5/chat");
    const connection = await simulator.connection(0);
    expect(connection).toMatchObject({ path: "/v3.5/chat", accepted: false, framesSent: 0 });
    expect(await connection.closed).toMatchObject({ code: 1006 });
    expect(connection.open).toBe(false);
    await expect(connection.request).rejects.toThrow("before a request");
  });

  test("rejects a plain GET of a WebSocket URL with 401", async () => {
    const response = await fetch(`${simulator.httpUrl}/v3.5/chat`);
    expect(response.status).toBe(401);
    expect(await response.json()).toEqual({ message: "Unauthorized" });
  });
});

test("sends a date header with the 101 response", async () => {
  const { port, url } = simulator;
  const socket = connect(port, "127.0.0.1");
  socket.end(
    `GET ${toPath({})} HTTP/1.1\r\nHost: ${new URL(url).host}\r\nUpgrade: websocket\r\n` +
      "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n",
  );
  const answer = await text(socket);
  expect(answer).toContain("101 Switching Protocols");
  expect(answer).toContain(`Date: ${DATE}`);
});

type Forgery = {
  readonly name?: string;
  readonly quote?: string;
  readonly algorithm?: string;
  readonly raw?: string;
  readonly path?: string;
  readonly signedPath?: string;
  readonly date?: string;
  readonly host?: string;
  readonly signedHost?: string;
  readonly key?: string;
  readonly secret?: string;
};

/** Builds a valid query, except for the part that the test forges. */
function toPath(forgery: Forgery): string {
  const { host: own } = new URL(simulator.url);
  const { path = "/v3.5/chat", date = DATE, host = own } = forgery;
  const signature = sign({
    host: forgery.signedHost ?? host,
    path: forgery.signedPath ?? path,
    date,
    app: { ...DOCUMENTED, apiSecret: forgery.secret ?? DOCUMENTED.apiSecret },
  });
  const genuine = toAuthorization(forgery.key ?? DOCUMENTED.apiKey, signature, forgery.name);
  const origin = Buffer.from(genuine, "base64")
    .toString()
    .replaceAll('"', forgery.quote ?? '"')
    .replace("hmac-sha256", forgery.algorithm ?? "hmac-sha256");
  const authorization = forgery.raw ?? Buffer.from(origin).toString("base64");
  return `${path}?${new URLSearchParams({ authorization, date, host })}`;
}

function dial(path: string, { host = "", domain = "generalv3.5" } = {}) {
  const message = toMessage({ url: simulator.url, app: DOCUMENTED, chat: { domain } });
  const headers = host === "" ? {} : { host };
  return exchange(`${simulator.url}${path}`, [message], { headers });
}
