import { expect } from "vitest";

import type { Script } from "../../simulator/simulator";
import { ASK, type Gateway } from "./gateway";
import { readStream } from "./sse";

export type Expected = { status: number; type: string; code: string };

export const invalid = (code: string): Expected => ({
  status: 400,
  type: "invalid_request_error",
  code,
});
export const busy: Expected = { status: 503, type: "server_error", code: "upstream_unavailable" };

export function closed(): Expected {
  return { status: 502, type: "server_error", code: "upstream_closed" };
}

export function unreadable(): Expected {
  return { status: 502, type: "server_error", code: "upstream_invalid" };
}

/** As often as retries can occur. */
export const thrice = (script: Script): Script[] => [script, script, script];

export async function expectError(gateway: Gateway, stream: boolean, expected: Expected) {
  const response = await gateway.post({ ...ASK, stream });
  expect(response.status).toBe(expected.status);
  expect(response.headers.get("content-type")).toMatch(/^application\/json/);
  const { error } = await response.json();
  expect(error).toMatchObject({ type: expected.type, code: expected.code });
  expect(Object.keys(error).toSorted()).toEqual(["code", "message", "param", "type"]);
  return { response, error };
}

export async function expectEvent(gateway: Gateway, text: string, expected: Expected) {
  const response = await gateway.post({ ...ASK, stream: true });
  expect(response.status).toBe(200);
  const stream = await readStream(response);
  expect(stream.text).toBe(text);
  expect(stream.error).toMatchObject({ type: expected.type, code: expected.code });
  expect(stream.isDone).toBe(false);
  expect(stream.finishReasons).toEqual([]);
}
