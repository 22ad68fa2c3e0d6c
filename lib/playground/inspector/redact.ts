export type HeaderLine = { name: string; value: string; isMasked: boolean };

const MASK = "••••••••";

/** Request headers that are known to hold no secret. All others are masked. */
const PLAIN_REQUEST_HEADERS =
  /^(accept|accept-.*|content-.*|user-agent|x-request-id|x-stainless-.*|openai-beta)$/;

/** The gateway's answers hold no secret, but a proxy in front of it could add these headers. */
const SECRET_RESPONSE_HEADERS =
  /^(set-cookie|authorization|proxy-.*|x[-_]api[-_].*|x[-_]app[-_].*)$/;

export function redactRequestHeaders(headers: Headers): HeaderLine[] {
  return toLines(headers, (name) => !PLAIN_REQUEST_HEADERS.test(name));
}

export function redactResponseHeaders(headers: Headers): HeaderLine[] {
  return toLines(headers, (name) => SECRET_RESPONSE_HEADERS.test(name));
}

function toLines(headers: Headers, isSecret: (name: string) => boolean): HeaderLine[] {
  return Array.from(headers, ([name, value]) =>
    isSecret(name)
      ? { name, value: mask(name, value), isMasked: true }
      : { name, value, isMasked: false },
  );
}

/** Keeps the scheme, which is not secret and shows what kind of secret follows. */
function mask(name: string, value: string): string {
  const scheme = name === "authorization" ? /^(Bearer|Basic) /i.exec(value)?.[0] : undefined;
  return `${scheme ?? ""}${MASK}`;
}
