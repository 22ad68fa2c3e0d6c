import type { SparkApp } from "../apps";
import { toVector } from "../embedding/vector";
import { estimateTokens } from "../estimate";
import type { Exchange } from "../exchange";
import { createSid } from "../frames";
import { answerJson } from "../http-io";
import { findRightsFault } from "../rights";
import { findViolations, isRecord, type Rule } from "../schema";
import { refuse, refuseInHeader } from "./errors";

const MODELS: ReadonlySet<string> = new Set(["xop3qwen8bembedding"]);
const NATIVE_DIMENSIONS = 4096;
const MAX_TEXTS = 16;

const text: Rule = { type: "string", minLength: 1 };
const RULE: Rule = {
  type: "object",
  properties: {
    model: { type: "string" },
    input: { type: "either", rules: [text, { type: "array", minItems: 1, items: text }] },
    dimensions: { type: "integer", min: 32, max: NATIVE_DIMENSIONS, optional: true },
    // No other value was ever observed.
    encoding_format: { type: "string", oneOf: ["float"], optional: true },
    user: { type: "string", optional: true },
  },
};

type Body = { readonly model: string; readonly input: string | string[]; dimensions?: number };

/** Answers with MaaS's embeddings, in OpenAI's format as captured. */
export async function serveMaasEmbeddings(
  raw: string,
  app: SparkApp,
  { response, ledger, world }: Exchange,
): Promise<void> {
  const message: unknown = JSON.parse(raw);
  if (!isRecord(message)) return refuse(response, { code: 10003, message: "invalid data" });
  ledger.hear(message);
  const [violation] = findViolations(message, RULE);
  if (violation) {
    const words = `SchemaCheckError: '${violation.path}' ${violation.problem}; `;
    return refuse(response, { code: 10004, message: words });
  }
  const { model, input, dimensions = NATIVE_DIMENSIONS } = message as Body;
  const texts = typeof input === "string" ? [input] : input;
  if (!MODELS.has(model)) return refuse(response, { code: 10404, message: "no such model" });
  if (texts.length > MAX_TEXTS) return refuse(response, { code: 10163, message: "too many texts" });
  const rights = findRightsFault(app, model);
  if (rights) return refuseInHeader(response, { code: rights.code, message: rights.name ?? "" });
  const told = texts.map((one) => /^\/simulate (\d{5})$/u.exec(one)?.[1]).find(Boolean);
  if (told) return refuseInHeader(response, { code: Number(told), message: "simulated" });
  ledger.accept();
  const tokens = texts.reduce((sum, one) => sum + estimateTokens(one), 0);
  answerJson(response, 200, {
    created: Math.floor(world.now() / 1000),
    data: texts.map((one, index) => ({
      embedding: Array.from(toVector(one, "para", dimensions)),
      index,
      object: "embedding",
    })),
    id: createSid("ase"),
    model,
    object: "list",
    usage: { completion_tokens: 0, prompt_tokens: tokens, total_tokens: tokens },
  });
  ledger.count();
}
