import type { SparkApp } from "../apps";
import { findViolations, type Rule } from "../schema";
import { findServiceRefusal } from "../service-rights";
import type { ServiceVerdict, SignedService } from "../signed-service";
import type { World } from "../world";
import { drawPicture } from "./picture";
import { toPayload, findModeration } from "./payload";

const MAX_PROMPT = 1000;

/** Only these sizes, in this order of sides. */
const SIZES: ReadonlySet<string> = new Set([
  "512x512",
  "640x360",
  "640x480",
  "640x640",
  "680x512",
  "512x680",
  "768x768",
  "720x1280",
  "1280x720",
  "1024x1024",
]);

type Request = {
  readonly header: { readonly app_id: string };
  readonly parameter: {
    readonly chat: { readonly width?: number; readonly height?: number };
  };
  readonly payload: { readonly message: { readonly text: readonly { content: string }[] } };
};

const side: Rule = { type: "integer", min: 1, optional: true };

const RULE: Rule = {
  type: "object",
  properties: {
    header: {
      type: "object",
      properties: {
        app_id: { type: "string", minLength: 1, maxLength: 8 },
        uid: { type: "string", maxLength: 32, optional: true },
      },
    },
    parameter: {
      type: "object",
      properties: {
        chat: {
          type: "object",
          properties: {
            domain: { type: "string", oneOf: ["general"] },
            width: side,
            height: side,
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
                  content: { type: "string", minLength: 1, maxLength: MAX_PROMPT },
                },
              },
            },
          },
        },
      },
    },
  },
};

/** Spark's image generation: one prompt, one PNG. */
export const TTI: SignedService = {
  sidPrefix: "cht",
  header: { status: 0 },
  short: toPayload("bm8gaW1hZ2U="),
  judge(message: unknown, app: SparkApp, world: World): ServiceVerdict {
    const [violation] = findViolations(message, RULE);
    if (violation) return refuse(`'${violation.path}' ${violation.problem}; `);
    const { header, parameter, payload } = message as Request;
    const { width = 512, height = 512 } = parameter.chat;
    if (!SIZES.has(`${width}x${height}`))
      return refuse(`'$.parameter.chat.width' ${width}x${height} is no size; `);
    const refusal = findServiceRefusal(app, { appId: header.app_id, service: "image" });
    if (refusal) return { error: refusal };
    const admission = world.quotas.admit(app, undefined);
    if ("error" in admission) return admission;
    const { release } = admission;
    const prompt = payload.message.text.map(({ content }) => content).join("\n");
    const moderation = findModeration(prompt);
    if (moderation) return { error: moderation, release };
    const answer = async () => toPayload(await drawPicture({ prompt, width, height }));
    return { text: prompt, release, answer };
  },
};

function refuse(detail: string): ServiceVerdict {
  return { error: { code: 10_004, name: "SchemaCheckError", detail } };
}
