/** Texts of each format: the most likely first, then others for arrays of distinct texts. */
const FORMATS: Readonly<Record<string, (turn: number) => string>> = {
  date: (turn) => `2025-06-${twoDigits((turn % 28) + 1)}`,
  "date-time": (turn) => `2025-06-${twoDigits((turn % 28) + 1)}T09:30:00Z`,
  "iso-date-time": (turn) => `2025-06-${twoDigits((turn % 28) + 1)}T09:30:00Z`,
  time: (turn) => `09:30:${twoDigits(turn % 60)}Z`,
  "iso-time": (turn) => `09:30:${twoDigits(turn % 60)}Z`,
  duration: (turn) => `PT${turn + 30}M`,
  email: (turn) => `user${numbered(turn)}@example.com`,
  "idn-email": (turn) => `user${numbered(turn)}@example.com`,
  hostname: (turn) => `host${numbered(turn)}.example.com`,
  "idn-hostname": (turn) => `host${numbered(turn)}.example.com`,
  uri: (turn) => `https://example.com/simulated${numbered(turn)}`,
  url: (turn) => `https://example.com/simulated${numbered(turn)}`,
  "uri-reference": (turn) => `/simulated${numbered(turn)}`,
  "uri-template": (turn) => `https://example.com/{item${numbered(turn)}}`,
  iri: (turn) => `https://example.com/simulated${numbered(turn)}`,
  "iri-reference": (turn) => `/simulated${numbered(turn)}`,
  uuid: (turn) => `6f1c2a4e-8b3d-4c5f-9e7a-${hexadecimal(turn + 1, 12)}`,
  ipv4: (turn) => `192.0.2.${(turn % 254) + 1}`,
  ipv6: (turn) => `2001:db8::${(turn + 1).toString(16)}`,
  "json-pointer": (turn) => `/items/${turn}`,
  "relative-json-pointer": (turn) => `${turn + 1}/items`,
  "json-pointer-uri-fragment": (turn) => `#/items/${turn}`,
  regex: (turn) => `^[a-z]{${turn + 1}}$`,
  byte: (turn) => base64(`simulated${numbered(turn)}`),
  cidrv4: (turn) => `192.0.2.${(turn % 254) + 1}/32`,
  cidrv6: (turn) => `2001:db8::${(turn + 1).toString(16)}/128`,
};

/** Short texts for when the usual ones do not fit. */
const SHORT: Readonly<Record<string, readonly string[]>> = {
  "date-time": ["2025-06-01T09:30:00+08:00"],
  duration: ["P1D"],
  email: ["a@b.cn"],
  "idn-email": ["a@b.cn"],
  hostname: ["a.cn", "a"],
  "idn-hostname": ["a.cn", "a"],
  uri: ["http://a.cn", "a:b"],
  url: ["http://a.cn"],
  "uri-reference": ["/", ""],
  iri: ["http://a.cn", "a:b"],
  "iri-reference": ["/", ""],
  ipv4: ["1.1.1.1"],
  ipv6: ["::1", "2001:db8:1111:2222:3333:4444:5555:6666"],
  "json-pointer": ["/a", ""],
  "relative-json-pointer": ["0"],
  regex: ["a"],
};

/** Formats whose texts can be lengthened, and how. */
const LONG: Readonly<Record<string, (length: number) => string>> = {
  email: toLongEmail,
  "idn-email": toLongEmail,
  hostname: toLongHost,
  "idn-hostname": toLongHost,
  uri: (length) => "https://example.com/".padEnd(length, "simulated-"),
  url: (length) => "https://example.com/".padEnd(length, "simulated-"),
  "uri-reference": (length) => "/".padEnd(length, "simulated-"),
  iri: (length) => "https://example.com/".padEnd(length, "simulated-"),
  "iri-reference": (length) => "/".padEnd(length, "simulated-"),
  "json-pointer": (length) => "/".padEnd(length, "items-"),
  regex: (length) => "a".padEnd(length, "a"),
  "date-time": (length) => `2025-06-01T09:30:00.${"0".repeat(Math.max(1, length - 21))}Z`,
  time: (length) => `09:30:00.${"0".repeat(Math.max(1, length - 10))}Z`,
  duration: (length) => `P${"1".repeat(Math.max(1, length - 2))}D`,
  byte: (length) => base64("a".repeat(Math.ceil(length / 4) * 3)),
};

/**
 * Texts to try for patterns without a format: dates, times, numbers and codes that patterns often
 * describe.
 */
export const COMMON_TEXTS: readonly string[] = [
  ...["date", "date-time", "time", "email", "uri", "uuid", "ipv4", "hostname", "duration"].map(
    (format) => FORMATS[format]?.(0) ?? "",
  ),
  "2025-06-01T09:30:00",
  "2025-06-01T09:30:00.000Z",
  "2025-06-01 09:30:00",
  "2025-06",
  "09:30",
  "09:30:00",
  "13800000000",
  "+8613800000000",
  "1.0.0",
  "zh-CN",
  "zh",
  "CNY",
  "simulated",
  "simulated-text",
  "Simulated",
  "SIMULATED",
];

/** Makes texts of a format; none if it is unknown. */
export function* makeFormatted(format: string, minimum: number): Generator<string> {
  const usual = FORMATS[format];
  if (!usual) return;
  yield usual(0);
  yield* SHORT[format] ?? [];
  const drawnOut = LONG[format]?.(minimum);
  if (drawnOut !== undefined) yield drawnOut;
  for (let turn = 1; turn < MAX_TURNS; turn += 1) yield usual(turn);
}

const MAX_TURNS = 1_000;

function numbered(turn: number): string {
  return turn === 0 ? "" : String(turn + 1);
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}

function hexadecimal(value: number, digits: number): string {
  return value.toString(16).padStart(digits, "0");
}

function base64(text: string): string {
  return Buffer.from(text).toString("base64");
}

function toLongEmail(length: number): string {
  const host = toLongHost(Math.max(11, length - 65));
  return `${"a".repeat(Math.min(64, Math.max(1, length - host.length - 1)))}@${host}`;
}

/** Builds labels of at most 60 characters in front of a short domain. */
function toLongHost(length: number): string {
  let host = "example.com";
  while (host.length < length) {
    host = `${"a".repeat(Math.min(60, Math.max(1, length - host.length - 1)))}.${host}`;
  }
  return host;
}
