import { DEMO_APP } from "../../simulator/apps";
import { decodeText } from "../../simulator/audio-codec/decode";
import { decodeMp3 } from "../../simulator/audio-codec/mp3";
import type { Gateway } from "../setup/gateway";

export const TRIPLE = `${DEMO_APP.appId}:${DEMO_APP.apiSecret}:${DEMO_APP.apiKey}`;

/** Posts these fields together with the required ones. */
export function askToSpeak(
  gateway: Gateway,
  fields: Record<string, unknown> = {},
  init: RequestInit = {},
): Promise<Response> {
  return gateway.fetch("/v1/audio/speech", {
    method: "POST",
    body: JSON.stringify({ model: "spark-tts", input: "你好。", ...fields }),
    ...init,
  });
}

/** Reads an answer to its end and returns the spoken text, whatever its format. */
export async function hear(response: Response): Promise<string> {
  const bytes = new Uint8Array(await response.arrayBuffer());
  return hearBytes(bytes, response.headers.get("content-type") ?? "");
}

export async function hearBytes(bytes: Uint8Array, type: string): Promise<string> {
  if (type === "audio/mpeg") {
    const { samples, rate } = await decodeMp3(bytes);
    return decodeText(samples, rate);
  }
  if (type === "audio/pcm") return decodeText(toSamples(bytes), 24_000);
  if (type !== "audio/wav") throw new Error(`no audio: ${Buffer.from(bytes).toString()}`);
  const rate = Buffer.from(bytes.subarray(24, 28)).readUInt32LE();
  return decodeText(toSamples(bytes.subarray(44)), rate);
}

const toSamples = (bytes: Uint8Array): Int16Array =>
  new Int16Array(new Uint8Array(bytes.subarray(0, bytes.length & ~1)).buffer);

/** Returns the data of a stream's events, in order. */
export function readEvents(
  text: string,
): { type: string; audio?: string; [name: string]: unknown }[] {
  return text
    .split("\n\n")
    .filter((block) => block.startsWith("data: "))
    .map((block) => JSON.parse(block.slice("data: ".length)));
}
