import type { SparkApp } from "./apps";
import type { Ledger } from "./connection";
import type { Endpoint } from "./endpoints";
import { countPrompt, type Heard } from "./heard";
import { readImage, type ImageFacts } from "./image-facts";
import { toRequestRule } from "./request-rules";
import { findRightsFault } from "./rights";
import { findViolations } from "./schema";
import type { SparkError, SparkRequest } from "./spark-request";
import { toHeard } from "./socket-heard";
import { findDisorder, findImageDisorder } from "./turn-order";
import type { World } from "./world";

export type Verdict =
  | { readonly error: SparkError; readonly release?: () => void }
  | { readonly heard: Heard; readonly release: () => void };

type Court = {
  readonly app: SparkApp;
  readonly endpoint: Endpoint;
  readonly ledger: Ledger;
  readonly world: World;
};

/** Judges the first message in the README's order. `null` stands for a binary message. */
export async function judgeRequest(raw: string | null, court: Court): Promise<Verdict> {
  const { app, endpoint, ledger, world } = court;
  const message = parseJson(raw);
  if (message === undefined) return refuse(10003, "ClientMsgError", "invalid json");
  ledger.hear(message);

  const violations = findViolations(message, toRequestRule(endpoint));
  if (violations.length > 0) return refuse(10004, "SchemaCheckError", wordViolations(violations));
  const request = message as SparkRequest;

  const { domain } = request.parameter.chat;
  const fault =
    findMessageFault(request, endpoint) ??
    findForeignApp(request, app) ??
    findRightsFault(app, endpoint.product ?? domain, endpoint.retired);
  if (fault) return { error: fault };

  const admission = world.quotas.admit(app, request.header.uid);
  if ("error" in admission) return admission;
  const { release } = admission;

  const image = await findImage(request, endpoint);
  if ("error" in image) return { ...image, release };
  const heard = toHeard(request, endpoint, image.image);
  if (countPrompt(heard) > endpoint.contextTokens)
    return { ...refuse(10907, "TokenOverflowError", "token count exceeds the limit"), release };
  return { heard, release };
}

function findMessageFault(request: SparkRequest, endpoint: Endpoint): SparkError | null {
  const { domain } = request.parameter.chat;
  if (!endpoint.domains.includes(domain) && !endpoint.retired?.includes(domain))
    return { code: 10003, name: "ClientMsgError", detail: "invalid model domain" };
  const find = endpoint.kind === "image" ? findImageDisorder : findDisorder;
  const disorder = find(request.payload.message.text);
  return disorder === null ? null : { code: 10003, name: "ClientMsgError", detail: disorder };
}

function findForeignApp({ header }: SparkRequest, app: SparkApp): SparkError | null {
  if (header.app_id === app.appId) return null;
  // Spark's answer to a foreign app_id is unverified; it is a wrong value, so 10005.
  return { code: 10005, name: "ClientParamError", detail: "app_id does not match the api_key" };
}

async function findImage(
  request: SparkRequest,
  { kind }: Endpoint,
): Promise<{ readonly image: ImageFacts | null } | { readonly error: SparkError }> {
  const [first] = request.payload.message.text;
  return kind === "image" && first ? readImage(first.content) : { image: null };
}

function parseJson(raw: string | null): unknown {
  if (raw === null) return undefined;
  try {
    return JSON.parse(raw);
  } catch {
    // The client gets 10003.
    return undefined;
  }
}

function wordViolations(violations: ReturnType<typeof findViolations>): string {
  return violations.map(({ path, problem }) => `'${path}' ${problem}; `).join("");
}

function refuse(code: number, name: string, detail: string) {
  return { error: { code, name, detail } };
}
