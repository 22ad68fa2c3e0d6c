import type { LookupAddress } from "node:dns";
import { type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import type { LookupFunction } from "node:net";

export type Dial = (
  url: URL,
  addresses: readonly LookupAddress[],
  options: { signal: AbortSignal; userAgent: string },
) => Promise<IncomingMessage>;

/**
 * Sends one GET to one of the given addresses and to no other, against SSRF. The name is not looked
 * up again, so a DNS answer that changes after the check has no effect. It uses no proxy, cookies
 * or compression, and follows no redirect. Resolves with the headers; the caller must read or
 * destroy the body.
 */
export const dial: Dial = (url, addresses, { signal, userAgent }) => {
  const request = url.protocol === "https:" ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const sent = request(url, {
      // A separate agent, because the shared one may keep connections or use proxy variables.
      agent: false,
      lookup: toLookup(addresses),
      signal,
      headers: {
        accept: "image/*",
        "accept-encoding": "identity",
        "user-agent": userAgent,
      },
    });
    sent.on("response", resolve).on("error", reject);
    // Closes the connection if a host switches protocols, which would otherwise never settle.
    sent.on("upgrade", (_, socket) => socket.destroy());
    let informed = 0;
    sent.on("information", () => {
      informed += 1;
      if (informed > MAX_INFORMED) sent.destroy(new Error("the host sent hints without an answer"));
    });
    sent.on("close", () => reject(new Error("the connection ended without an answer")));
    sent.end();
  });
};

/** How many informational answers, such as 103, a host may send; each costs time to parse. */
const MAX_INFORMED = 10;

/** Returns a look-up with a fixed answer. Node may ask for one address or for all. */
function toLookup(addresses: readonly LookupAddress[]): LookupFunction {
  return (hostname, options, callback) => {
    const [first] = addresses;
    if (options.all) callback(null, [...addresses]);
    else if (first) callback(null, first.address, first.family);
    else callback(new Error(`no address for ${hostname}`), "");
  };
}
