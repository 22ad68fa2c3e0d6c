import { expect } from "vitest";

import { error as errorSchema } from "@/lib/api/messages/response-schema";

export type Expected = [status: number, type: string];

/** Expects an error in Anthropic's format without unknown members. */
export async function expectError(response: Response, [status, type]: Expected) {
  expect(response.status).toBe(status);
  expect(response.headers.get("request-id")).toBe(response.headers.get("x-request-id"));
  const body: unknown = await response.json();
  const parsed = errorSchema.parse(body);
  expect(parsed).toEqual(body);
  expect(parsed.error.type).toBe(type);
  expect(parsed.request_id).toBe(response.headers.get("request-id"));
  return parsed.error;
}
