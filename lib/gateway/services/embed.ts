import type { EmbeddingRequest, Vector } from "../../core/embedding";
import type { Named } from "../../core/generation";
import { readEmbedding } from "../../spark/embedding/answer";
import { MAAS_TEXTS, readMaasEmbeddings, toMaasEmbeddingMessage } from "../../spark/embedding/maas";
import { toEmbeddingMessage } from "../../spark/embedding/request";
import { toHttpModel, toServedModel } from "../../spark/models";
import { toUid } from "../../spark/uid";
import type { AppPool } from "../pool/pool";
import { type AskDependencies, askService, type ServiceCall } from "./ask-service";
import { isCrowded } from "./is-crowded";
import { runParallel } from "./parallel";
import type { PreparedService } from "./prepare-service";

export type EmbedDependencies = AskDependencies & { pool: AppPool; randomId: () => string };

type Texts = readonly Named<string>[];

/** Callbacks for progress. */
type EmbedWatch = {
  signal: AbortSignal;
  onApp: (label: string) => void;
  onSent: (texts: Texts) => void;
  /** Called for texts that were rejected and cost nothing. */
  onRefused: (texts: Texts) => void;
  onAnswer: (sid: string | null) => void;
};

export type Embeddings = {
  vectors: readonly Vector[];
  /** The tokens that the service counted; null if it counts none. */
  promptTokens: number | null;
};

type Asking = { prepared: PreparedService; watch: EmbedWatch; randomId: () => string };

/**
 * Embeds every text, in order, with as much parallelism as the apps allow.
 * @throws GatewayError
 */
export async function embed(
  request: EmbeddingRequest,
  { prepared, watch }: Omit<Asking, "randomId">,
  dependencies: EmbedDependencies,
): Promise<Embeddings> {
  const { credential, model, service } = prepared;
  const { pool, randomId } = dependencies;
  const groups = toGroups(request.texts, service === "http" ? MAAS_TEXTS : 1);
  const group = { held: 0 };
  let isServed = false;
  const ask = async (texts: Texts, signal: AbortSignal): Promise<Embeddings> => {
    const { call, isSent } = toCall(request, texts, { prepared, watch, randomId });
    try {
      const answer = await askService({ ...call, group, signal }, dependencies);
      watch.onAnswer(answer.sid);
      // From now on the other texts may wait for an app without a timeout.
      if (!isServed) group.held += 1;
      isServed = true;
      return answer;
    } catch (error) {
      // A request that was aborted, because the caller left or another text failed, is billed
      // anyway.
      if (isSent() && !signal.aborted) watch.onRefused(texts);
      throw error;
    }
  };
  const width =
    credential.owner === "server" ? pool.capacity({ model: toServedModel(model), service }) : null;
  const answers = await runParallel(
    groups.length,
    (index, signal) => ask(groups[index] ?? [], signal),
    { width, isCrowded, signal: watch.signal },
  );
  return { vectors: answers.flatMap(({ vectors }) => vectors), promptTokens: addUp(answers) };
}

type EmbedCall = ServiceCall<Embeddings & { sid: string | null }>;

function toCall(
  request: EmbeddingRequest,
  texts: Texts,
  { prepared, watch, randomId }: Asking,
): { call: Omit<EmbedCall, "group" | "signal">; isSent: () => boolean } {
  const { model } = prepared;
  const uid = toUid(request.endUser, randomId());
  const [first] = texts;
  let hasLeft = false;
  const call: Omit<EmbedCall, "group" | "signal"> = {
    prepared,
    param: texts.length === 1 ? (first?.name ?? "input") : "input",
    onApp: watch.onApp,
    onSent: () => {
      // A request that is sent again after a rejection is billed once.
      if (!hasLeft) watch.onSent(texts);
      hasLeft = true;
    },
    toMessage(key) {
      switch (key.service) {
        case "socket":
          return toEmbeddingMessage(first?.value ?? "", request.purpose?.value ?? "document", {
            appId: key.app.appId,
            uid,
          });
        case "http":
          return toMaasEmbeddingMessage(
            texts.map(({ value }) => value),
            { model: toHttpModel(model), user: uid, dimensions: request.dimensions?.value },
          );
      }
    },
    read: (body) =>
      prepared.service === "http"
        ? readMaasEmbeddings(body, texts.length)
        : {
            ...readEmbedding(body, { dimensions: model.dimensions, format: request.format }),
            promptTokens: null,
          },
  };
  return { call, isSent: () => hasLeft };
}

function toGroups(texts: Texts, size: number): Texts[] {
  return Array.from({ length: Math.ceil(texts.length / size) }, (_, at) =>
    texts.slice(at * size, (at + 1) * size),
  );
}

function addUp(answers: readonly Embeddings[]): number | null {
  let sum = 0;
  for (const { promptTokens } of answers) {
    if (promptTokens === null) return null;
    sum += promptTokens;
  }
  return sum;
}
