import { generateKeyPairSync, sign } from "node:crypto";

/** Creates a new self-signed certificate for 127.0.0.1. */
export function createCertificate(): { key: string; cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const name = sequence(set(sequence(COMMON_NAME, der(0x0c, Buffer.from("127.0.0.1")))));
  const year = new Date().getUTCFullYear();
  const validity = sequence(...[year - 1, year + 1].map((one) => der(0x18, `${one}0101000000Z`)));
  const body = sequence(
    der(0x02, [1]),
    ECDSA_SHA256,
    name,
    validity,
    name,
    publicKey.export({ type: "spki", format: "der" }),
  );
  const signature = Buffer.concat([Buffer.of(0), sign("sha256", body, privateKey)]);
  const certificate = sequence(body, ECDSA_SHA256, der(0x03, signature));
  return {
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${certificate.toString("base64")}\n-----END CERTIFICATE-----\n`,
  };
}

/** Encodes one value in ASN.1's distinguished encoding (X.690 §8): tag, length, contents. */
function der(tag: number, contents: string | Iterable<number>): Buffer {
  const bytes = typeof contents === "string" ? Buffer.from(contents) : Buffer.from([...contents]);
  const { length } = bytes;
  const size = length < 0x80 ? [length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.of(tag, ...size), bytes]);
}

const sequence = (...parts: Buffer[]): Buffer => der(0x30, Buffer.concat(parts));
const set = (...parts: Buffer[]): Buffer => der(0x31, Buffer.concat(parts));

const COMMON_NAME = der(0x06, [0x55, 0x04, 0x03]);
const ECDSA_SHA256 = sequence(der(0x06, [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02]));
