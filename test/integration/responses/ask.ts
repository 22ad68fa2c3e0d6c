import { expect } from "vitest";

import type { Json } from "../../responses/events";
import { type ReadResponse, readResponse } from "../../responses/grammar";
import { listEventProblems, listProblems } from "../../responses/spec";
import { performHttp } from "../../simulator/http-plan";
import type { Plan } from "../../simulator/plan";
import { perform } from "../../simulator/scripts";
import type { Gateway } from "../setup/gateway";
import { readSent } from "../setup/services";

export const ASK = { model: "4.0Ultra", input: "你好" };

/** The key for the gateway or for one of Spark's services; absent for the server's own app. */
type Options = { key?: string | undefined; signal?: AbortSignal };

/** Posts any body to the Responses API. */
export function respond(
  gateway: Gateway,
  body: unknown,
  { key, ...init }: Options = {},
): Promise<Response> {
  return gateway.fetch("/v1/responses", {
    method: "POST",
    body: typeof body === "string" ? body : JSON.stringify(body),
    headers: key === undefined ? {} : { authorization: `Bearer ${key}` },
    ...init,
  });
}

/** Returns the whole answer to a valid request, checked against OpenAI's schema. */
export async function askWhole(gateway: Gateway, body: object, options?: Options): Promise<Json> {
  expect(listProblems("CreateResponse", body)).toEqual([]);
  return readWhole(await respond(gateway, body, options));
}

/** Returns the streamed answer, with each event and their order checked against OpenAI's schema. */
export async function askStream(
  gateway: Gateway,
  body: object,
  options?: Options,
): Promise<ReadResponse> {
  expect(listProblems("CreateResponse", body)).toEqual([]);
  return readStream(await respond(gateway, { ...body, stream: true }, options));
}

export async function readWhole(response: Response): Promise<Json> {
  const whole = await response.json();
  expect([response.status, whole.error]).toEqual([200, null]);
  expect(listProblems("Response", whole)).toEqual([]);
  return whole;
}

export async function readStream(response: Response): Promise<ReadResponse> {
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
  const read = readResponse(await response.text());
  for (const event of read.events)
    expect([event.type, listEventProblems(event)]).toEqual([event.type, []]);
  return read;
}

/** Plays the same answer on either service, `times` times. */
export function say({ simulator }: Gateway, plan: Plan, times = 1): void {
  for (let time = 0; time < times; time += 1) {
    simulator.play(perform(plan));
    simulator.playHttp((_body, _response, stage) => performHttp(plan)(stage));
  }
}

/** Reduces random ids in a response to their prefix. */
export function hideFresh(response: Json): Json {
  const text = JSON.stringify(response).replaceAll(/"([a-z]+_)[0-9a-f]{32}"/g, '"$1"');
  return { ...JSON.parse(text), created_at: 0, completed_at: response.completed_at && 0 };
}

/** Reads `x-spark-ignored` and `x-spark-adjusted`. */
export function readTold({ headers }: Response): { ignored: string[]; adjusted: string[] } {
  const list = (name: string): string[] => headers.get(name)?.split(", ") ?? [];
  return { ignored: list("x-spark-ignored"), adjusted: list("x-spark-adjusted") };
}

/** Returns the turns of the last request to Spark over the WebSocket. */
export async function readTurns(gateway: Gateway): Promise<{ role: string; content: string }[]> {
  return (await readSent(gateway)).payload.message.text;
}

/** Expects an error with this status and no connection to Spark. */
export async function expectRefusal(
  gateway: Gateway,
  body: unknown,
  expected: { param?: string | null; code?: string; status?: number; type?: string },
): Promise<Json> {
  const response = await respond(gateway, body);
  const { error } = await response.json();
  expect({ ...error, status: response.status }).toMatchObject({
    status: 400,
    type: "invalid_request_error",
    ...expected,
  });
  expect(Object.keys(error).toSorted()).toEqual(["code", "message", "param", "type"]);
  expect(gateway.simulator.connections).toHaveLength(0);
  return error;
}
