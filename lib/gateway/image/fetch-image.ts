import { isUtf8 } from "node:buffer";
import type { LookupAddress } from "node:dns";
import type { IncomingMessage } from "node:http";

import { GatewayError } from "../../core/errors";
import { linkAbort } from "../../streams/linked-abort";
import { isPublic } from "./public-address";
import type { Dial } from "./dial";
import { rejectImage, tooLarge } from "./image-error";
import type { ResolveName } from "./resolve-name";

export type FetchOptions = {
  /**
   * `host` or `host:port`: exempt from the rules on ports and addresses, but from no other rule.
   */
  allowedHosts: readonly string[];
  maxBytes: number;
  timeoutMs: number;
  /** Product, version and a contact: hosts with a bot policy reject fewer such requests. */
  userAgent: string;
  /** Resolves a name that a stranger chose. */
  resolve: ResolveName;
  /**
   * Resolves an allowed host, which the operator chose, as the system does, including search
   * domains.
   */
  resolveAllowed: (hostname: string) => Promise<LookupAddress[]>;
  dial: Dial;
  /**
   * Counts this many more bytes in memory.
   * @throws GatewayError if the limit is exceeded
   */
  hold?: ((bytes: number) => void) | undefined;
};

const PORTS: ReadonlySet<number> = new Set([80, 443, 8080, 8443]);
const MAX_REDIRECTS = 3;

/**
 * Fetches an image from a stranger's URL, safe from SSRF. Each address on the way, including
 * redirects, is checked before the connection, and the connection goes to the checked address.
 * @throws GatewayError `image-rejected`, which never reveals what an address answered
 */
export async function fetchImage(
  from: URL,
  options: FetchOptions,
  signal: AbortSignal,
): Promise<Buffer> {
  const deadline = linkAbort(signal, options.timeoutMs);
  try {
    let url = from;
    for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
      const addresses = await findAddresses(url, options, deadline.signal);
      const response = await options.dial(url, addresses, {
        signal: deadline.signal,
        userAgent: options.userAgent,
      });
      const location = findRedirect(response);
      if (location === undefined) return await readBody(response, options);
      response.destroy();
      url = new URL(location, url);
    }
    throw rejectImage("image_download_failed", "The image's address redirects too often.");
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    if (error instanceof GatewayError) throw error;
    const message = deadline.isLate()
      ? `The image did not come within ${options.timeoutMs / 1000} seconds: send it as a data: URL.`
      : "The image cannot be downloaded from its address: check it, or send a data: URL.";
    throw rejectImage("image_download_failed", message, error);
  } finally {
    deadline.close();
  }
}

async function findAddresses(
  url: URL,
  { allowedHosts, resolve, resolveAllowed }: FetchOptions,
  signal: AbortSignal,
): Promise<LookupAddress[]> {
  requireWeb(url);
  const port = Number(url.port || (url.protocol === "https:" ? 443 : 80));
  const isExempt =
    allowedHosts.includes(url.hostname) || allowedHosts.includes(`${url.hostname}:${port}`);
  if (!isExempt && !PORTS.has(port)) {
    throw rejectImage(
      "image_url_not_allowed",
      `Images are fetched from the ports ${[...PORTS].join(", ")} alone: not from ${port}.`,
    );
  }
  const literal = url.hostname.replace(/^\[(.*)\]$/, "$1");
  const asked = isExempt ? resolveAllowed(literal) : resolve(literal, signal);
  const addresses = await unlessAborted(asked, signal);
  if (addresses.length === 0) throw new Error("the name has no address");
  if (isExempt || addresses.every(({ address }) => isPublic(address))) return addresses;
  throw rejectImage(
    "image_url_not_allowed",
    "Images are fetched from public addresses alone: send it as a data: URL.",
  );
}

function requireWeb(url: URL): void {
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    throw rejectImage(
      "image_url_not_allowed",
      "An image's address begins with http(s):// or data:.",
    );
  }
  if (url.username !== "" || url.password !== "") {
    throw rejectImage(
      "image_url_not_allowed",
      "An image's address must not hold a user or password.",
    );
  }
}

/**
 * Returns the target of a redirect; undefined if the answer is not one. Node decodes UTF-8 bytes as
 * Latin-1.
 */
function findRedirect({ statusCode = 0, headers }: IncomingMessage): string | undefined {
  const { location } = headers;
  if (location === undefined || !REDIRECTS.has(statusCode)) return undefined;
  const bytes = Buffer.from(location, "latin1");
  return isUtf8(bytes) ? bytes.toString() : location;
}

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** For what a host sends besides the image: headers, and the lengths of chunks. */
const SPARE_BYTES = 256 * 1024;

async function readBody(
  response: IncomingMessage,
  { maxBytes, hold }: Pick<FetchOptions, "maxBytes" | "hold">,
): Promise<Buffer> {
  const { socket } = response;
  try {
    if (response.statusCode !== 200) throw new Error(`HTTP ${response.statusCode}`);
    if (Number(response.headers["content-length"] ?? 0) > maxBytes) throw tooLarge(maxBytes);
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of response) {
      const bytes = Buffer.from(chunk);
      size += bytes.length;
      // A chunk of one byte may come with thousands of bytes that are not data.
      const isPadded = socket.bytesRead > 2 * maxBytes + SPARE_BYTES;
      if (size > maxBytes || isPadded) throw tooLarge(maxBytes);
      hold?.(bytes.length);
      chunks.push(bytes);
    }
    return Buffer.concat(chunks, size);
  } finally {
    response.destroy();
  }
}

/** Stops waiting when the signal aborts. The system's own look-up cannot be cancelled. */
function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const leave = (): void => reject(new Error("aborted", { cause: signal.reason }));
    if (signal.aborted) leave();
    signal.addEventListener("abort", leave, { once: true });
    promise.then(resolve, reject).finally(() => {
      signal.removeEventListener("abort", leave);
    });
  });
}
