import sharp from "sharp";

import { DEMO_APP } from "../../simulator/apps";
import type { Gateway } from "../setup/gateway";

const { appId, apiSecret, apiKey } = DEMO_APP;
export const TRIPLE = `${appId}:${apiSecret}:${apiKey}`;

export const SMALL = { size: "512x512" };

export function drawWith(
  gateway: Gateway,
  body: object | string,
  init: RequestInit = {},
): Promise<Response> {
  const text = typeof body === "string" ? body : JSON.stringify({ ...SMALL, ...body });
  return gateway.fetch("/v1/images/generations", { method: "POST", body: text, ...init });
}

/** Returns an image's format and size. */
export async function look(base64: string | undefined) {
  const { format, width, height } = await sharp(Buffer.from(base64 ?? "", "base64")).metadata();
  return { format, size: `${width}x${height}` };
}
