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
 * Against SSRF: one GET to one of the given addresses and to no other. The name is not looked up again, so
 * a DNS answer that changes after the check changes nothing. No proxy, no cookies, no compression, no
 * redirect followed. Resolves with the headers; the body is the caller's to read or destroy.
 */
export const dial: Dial = (url, addresses, { signal, userAgent }) => {
  const request = url.protocol === "https:" ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const sent = request(url, {
      // An agent of its own: the shared one may keep connections, or obey proxy variables.
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
    // A host that switches protocols answers neither way; nor may one that hangs up.
    sent.on("upgrade", (_, socket) => socket.destroy());
    sent.on("close", () => reject(new Error("the connection ended without an answer")));
    sent.end();
  });
};

/** A look-up whose answer stands. Node asks for one address or for all, as it likes. */
function toLookup(addresses: readonly LookupAddress[]): LookupFunction {
  return (hostname, options, callback) => {
    const [first] = addresses;
    if (options.all) callback(null, [...addresses]);
    else if (first) callback(null, first.address, first.family);
    else callback(new Error(`no address for ${hostname}`), "");
  };
}
