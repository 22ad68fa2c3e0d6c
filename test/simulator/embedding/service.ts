import type { SparkApp } from "../apps";
import { estimateTokens } from "../estimate";
import { findViolations, type Rule } from "../schema";
import { findServiceRefusal } from "../service-rights";
import type { ServiceVerdict, SignedService } from "../signed-service";
import type { SparkError } from "../spark-request";
import type { World } from "../world";
import { toVector } from "./vector";

const MAX_TOKENS = 2048;
/** The limit of an app without a purchased package. */
const DEFAULT_QPS = 2;

type Request = {
  readonly header: { readonly app_id: string };
  readonly parameter: { readonly emb: { readonly domain: string } };
  readonly payload: { readonly messages: { readonly text: string } };
};

const word = (...oneOf: string[]): Rule => ({ type: "string", oneOf, optional: true });

const RULE: Rule = {
  type: "object",
  properties: {
    header: {
      type: "object",
      properties: {
        app_id: { type: "string", minLength: 1, maxLength: 50 },
        uid: { type: "string", maxLength: 50, optional: true },
        status: { type: "integer", min: 3, max: 3 },
      },
    },
    parameter: {
      type: "object",
      properties: {
        emb: {
          type: "object",
          properties: {
            domain: { type: "string" },
            feature: {
              type: "object",
              properties: {
                encoding: { type: "string", oneOf: ["utf8"] },
                compress: word("raw"),
                format: word("plain"),
              },
            },
          },
        },
      },
    },
    payload: {
      type: "object",
      properties: {
        messages: {
          type: "object",
          properties: {
            text: { type: "string", minLength: 1 },
            encoding: word("utf8"),
            compress: word("raw"),
            format: word("json"),
            status: { type: "integer", min: 3, max: 3, optional: true },
          },
        },
      },
    },
  },
};

const MESSAGES: Rule = {
  type: "object",
  properties: {
    messages: {
      type: "array",
      minItems: 1,
      items: {
        type: "object",
        properties: {
          content: { type: "string", minLength: 1 },
          role: { type: "string", oneOf: ["user"] },
        },
      },
    },
  },
};

/** iFlytek's text embedding service: one text per request, answered with a vector in base64. */
export const EMBEDDING: SignedService = {
  sidPrefix: "ase",
  header: {},
  short: toFeature(new Float32Array(1280)),
  judge(message: unknown, app: SparkApp, world: World): ServiceVerdict {
    const [violation] = findViolations(message, RULE);
    if (violation) return refuse(10_004, `'${violation.path}' ${violation.problem}; `);
    const { header, parameter, payload } = message as Request;
    const { domain } = parameter.emb;
    if (domain !== "para" && domain !== "query")
      return { error: { code: 10_163, detail: "param validate error: '$.parameter.emb.domain'" } };
    const text = readText(payload.messages.text);
    if (text === null)
      return refuse(10_004, "'$.payload.messages.text' is no base64 of one message; ");

    const refusal = findServiceRefusal(app, { appId: header.app_id, service: "embedding" });
    if (refusal) return { error: refusal };
    const admission = world.embeddingQuotas.admit(
      { ...app, qps: app.embeddingQps ?? DEFAULT_QPS },
      undefined,
    );
    if ("error" in admission) return { error: toLicence(admission.error) };
    const { release } = admission;
    if (estimateTokens(text) > MAX_TOKENS)
      return { error: { code: 10_907, detail: "token count exceeds the limit" }, release };
    return { text, release, answer: () => toFeature(toVector(text, domain)) };
  },
};

/** Reads the text of the single message, or null. */
function readText(base64: string): string | null {
  if (!/^[A-Za-z\d+/]+={0,2}$/u.test(base64)) return null;
  const json = Buffer.from(base64, "base64").toString("utf8");
  try {
    const value: unknown = JSON.parse(json);
    if (findViolations(value, MESSAGES).length > 0) return null;
    const { messages } = value as { messages: { content: string }[] };
    return messages.length === 1 ? (messages[0]?.content ?? null) : null;
  } catch {
    // The client gets 10004.
    return null;
  }
}

/** Writes the feature, in which `seq` and `status` are strings, unlike anywhere else. */
function toFeature(vector: Float32Array): object {
  const text = Buffer.from(vector.buffer).toString("base64");
  return {
    feature: {
      encoding: "utf8",
      compress: "raw",
      format: "plain",
      seq: "0",
      status: "2",
      text,
    },
  };
}

/** Uses the text that was observed for a rate limit. */
const toLicence = ({ code }: SparkError): SparkError => ({ code, detail: "licc failed" });

function refuse(code: number, detail: string): ServiceVerdict {
  return { error: { code, name: "SchemaCheckError", detail } };
}
