import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { KNOWN_FIELDS } from "@/lib/api/embeddings/request-schema";
import { KNOWN_FIELDS as IMAGE_FIELDS } from "@/lib/api/images/request-schema";

import { startGateway } from "../setup/gateway";
import { readDocument } from "./openapi";

const EMBEDDINGS = "/v1/embeddings";
const post = (body: unknown): RequestInit => ({ method: "POST", body: JSON.stringify(body) });

const anything = fc.constantFrom<unknown>(
  null,
  true,
  0,
  5,
  2560,
  2560.5,
  "",
  "text",
  "float",
  "base64",
  "query",
  [],
  [""],
  ["a", "b"],
  [1],
  [[1]],
  {},
);

describe("OpenAPI document: embeddings", () => {
  it.each<[what: string, body: object]>([
    ["floats", { input: "你好" }],
    ["base64", { input: ["a", "b"], encoding_format: "base64", user: "x" }],
    ["an ignored field", { input: "a", unheard: 1 }],
    ["a refusal by Spark", { input: "/simulate 10013" }],
    ["a rate that is exceeded", { input: "/simulate 11202" }],
    ["a wrong signature", { input: "/simulate 401" }],
    ["a wrong request", { input: "" }],
    ["an unknown model", { model: "ada", input: "a" }],
  ])("describes the answer to %s", async (_, body) => {
    await using gateway = await startGateway({ settings: { RATE_LIMIT: "100/min" } });
    const { findDeviations } = await readDocument(gateway);
    const response = await gateway.fetch(EMBEDDINGS, post({ model: "spark-embedding", ...body }));
    expect(await findDeviations(EMBEDDINGS, "post", response)).toEqual([]);
  });

  it("accepts and rejects the same requests as the gateway", async () => {
    await using gateway = await startGateway();
    const { findProblem } = await readDocument(gateway);
    const pointer = "/components/schemas/EmbeddingRequest";
    const field = fc.tuple(fc.constantFrom(...KNOWN_FIELDS, "unheard"), anything);
    const tally = { taken: 0, refused: 0 };
    await fc.assert(
      fc.asyncProperty(fc.array(field, { maxLength: 2 }), async (fields) => {
        const body = { model: "spark-embedding", input: "a", ...Object.fromEntries(fields) };
        const response = await gateway.fetch(EMBEDDINGS, post(body));
        const answer = await response.text();
        // No schema knows the models and their dimensions.
        if (/does not exist|no other length/.test(answer)) return;
        const isTaken = response.status === 200;
        tally[isTaken ? "taken" : "refused"] += 1;
        expect({ body, isTaken }).toEqual({ body, isTaken: findProblem(pointer, body) === null });
      }),
      { numRuns: 400 },
    );
    expect(Math.min(tally.taken, tally.refused)).toBeGreaterThan(50);
  });
});

const IMAGES = "/v1/images/generations";

const something = fc.constantFrom<unknown>(
  null,
  true,
  false,
  0,
  1,
  5,
  50,
  101,
  2.5,
  "",
  "text",
  "auto",
  "512x512",
  "0x512",
  "png",
  "webp",
  "url",
  "b64_json",
  [],
  {},
);

describe("OpenAPI document: images", () => {
  it.each<[what: string, body: object]>([
    ["base64", {}],
    [
      "a url, with what was adjusted and ignored",
      { response_format: "url", size: "99x99", style: 1 },
    ],
    ["a refusal by review", { prompt: "违禁" }],
    ["a wrong signature", { prompt: "/simulate 401" }],
    ["a missing grant", { prompt: "/simulate 11200" }],
    ["a stream", { stream: true }],
    ["a chat model", { model: "lite" }],
  ])("describes the answer to %s", async (_, body) => {
    await using gateway = await startGateway({ settings: { RATE_LIMIT: "100/min" } });
    const { findDeviations } = await readDocument(gateway);
    const asked = { prompt: "a", size: "512x512", ...body };
    const response = await gateway.fetch(IMAGES, post(asked));
    expect(await findDeviations(IMAGES, "post", response)).toEqual([]);
  });

  it("accepts and rejects the same requests as the gateway", async () => {
    await using gateway = await startGateway();
    const { findProblem } = await readDocument(gateway);
    const field = fc.tuple(fc.constantFrom(...IMAGE_FIELDS, "unheard"), something);
    const tally = { taken: 0, refused: 0 };
    await fc.assert(
      fc.asyncProperty(fc.array(field, { maxLength: 2 }), async (fields) => {
        const body = { prompt: "/simulate 10008", ...Object.fromEntries(fields) };
        const response = await gateway.fetch(IMAGES, post(body));
        const answer = await response.text();
        if (answer.includes("does not exist")) return;
        // Valid requests reach Spark, which is busy, so no image has to be generated.
        const isTaken = response.status === 503 || response.status === 200;
        tally[isTaken ? "taken" : "refused"] += 1;
        const pointer = "/components/schemas/ImageRequest";
        expect({ body, isTaken }).toEqual({ body, isTaken: findProblem(pointer, body) === null });
      }),
      { numRuns: 300 },
    );
    expect(Math.min(tally.taken, tally.refused)).toBeGreaterThan(50);
  });
});
