import type { SparkApp } from "../apps";
import { createSid } from "../frames";
import type { Exchange } from "../exchange";
import { answerJson } from "../http-io";
import { findRightsFault } from "../rights";
import { findViolations, isRecord, type Rule } from "../schema";
import { findModeration, toPayload } from "../tti/payload";
import { drawPicture } from "../tti/picture";
import { refuseInHeader } from "./errors";

const MODELS: ReadonlySet<string> = new Set(["xopqwentti20b", "xopzimageturbo", "xssdxl"]);
const SIZES: ReadonlySet<string> = new Set([
  "768x768",
  "1024x1024",
  "576x1024",
  "768x1024",
  "1024x576",
  "1024x768",
]);

const number = (min: number, max: number): Rule => ({ type: "number", min, max, optional: true });

const RULE: Rule = {
  type: "object",
  properties: {
    header: {
      type: "object",
      properties: {
        app_id: { type: "string", optional: true },
        uid: { type: "string", maxLength: 32, optional: true },
        patch_id: { type: "array", minItems: 1, items: { type: "string" }, optional: true },
      },
    },
    parameter: {
      type: "object",
      properties: {
        chat: {
          type: "object",
          properties: {
            domain: { type: "string" },
            width: { type: "integer" },
            height: { type: "integer" },
            seed: number(0, 2_147_483_647),
            num_inference_steps: number(0, 50),
            guidance_scale: number(0, 20),
            scheduler: { type: "string", optional: true },
          },
        },
      },
    },
    payload: {
      type: "object",
      properties: {
        message: {
          type: "object",
          properties: {
            text: {
              type: "array",
              minItems: 1,
              items: {
                type: "object",
                properties: {
                  role: { type: "string", oneOf: ["user"] },
                  content: { type: "string", minLength: 1, maxLength: 1024 },
                },
              },
            },
          },
        },
        negative_prompts: {
          type: "object",
          optional: true,
          properties: { text: { type: "string" } },
        },
      },
    },
  },
};

type Request = {
  readonly header: { readonly patch_id?: string[] };
  readonly parameter: {
    readonly chat: { domain: string; width: number; height: number; seed?: number };
  };
  readonly payload: { readonly message: { readonly text: readonly { content: string }[] } };
};

/** Serves MaaS's image generation, which returns errors in the header of a 200. */
export async function serveMaasImages(
  raw: string,
  app: SparkApp,
  { response, ledger, world }: Exchange,
): Promise<void> {
  const message: unknown = JSON.parse(raw);
  if (!isRecord(message)) return refuseInHeader(response, { code: 10003, message: "invalid data" });
  ledger.hear(message);
  const fault = findFault(message);
  if (fault) return refuseInHeader(response, { code: 10004, message: fault });
  const { parameter, payload } = message as Request;
  const { domain, width, height, seed = 0 } = parameter.chat;
  const rights = findRightsFault(app, domain);
  if (rights) return refuseInHeader(response, { code: rights.code, message: rights.name ?? "" });
  const admission = world.quotas.admit(app, undefined);
  if ("error" in admission) {
    const { code, name = "" } = admission.error;
    return refuseInHeader(response, { code, message: name });
  }
  ledger.onceGone(admission.release);
  const prompt = payload.message.text.map(({ content }) => content).join("\n");
  const told = /^\/simulate (\d{5})$/u.exec(prompt)?.[1];
  const moderation = told ? { code: Number(told), detail: "simulated" } : findModeration(prompt);
  if (moderation) {
    return refuseInHeader(response, { code: moderation.code, message: moderation.detail });
  }
  ledger.accept();
  const image = await drawPicture({ prompt: `${prompt} #${seed}`, width, height });
  const header = { code: 0, message: "Success", sid: createSid("cht"), status: 2 };
  answerJson(response, 200, { header, payload: toPayload(image) });
  ledger.count();
}

/** The first sentence was captured word for word. */
function findFault(message: Record<string, unknown>): string | null {
  const [violation] = findViolations(message, RULE);
  if (violation) return `SchemaCheckError: '${violation.path}' ${violation.problem}; `;
  const { header, parameter } = message as Request;
  if (!header.patch_id)
    return "SchemaCheckError:(00:14:51.252) '$.header.patch_id' field is required; ";
  const { domain, width, height } = parameter.chat;
  if (!MODELS.has(domain)) return "SchemaCheckError: '$.parameter.chat.domain' is unknown; ";
  if (SIZES.has(`${width}x${height}`)) return null;
  return `SchemaCheckError: '$.parameter.chat.width' ${width}x${height} is no size; `;
}
