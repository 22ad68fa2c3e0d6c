import { readEmbeddingRequest } from "../../api/embeddings/read-request";
import type { EmbeddingUsage } from "../../api/embeddings/response-schema";
import { writeEmbeddingList } from "../../api/embeddings/write-list";
import { checkTexts } from "../services/check-texts";
import { embed, type EmbedDependencies, type Embeddings } from "../services/embed";
import { prepareService } from "../services/prepare-service";
import { createServiceWatch } from "../services/service-watch";
import { toNoteHeaders, toSidHeader } from "../generate/spark-headers";
import { readJson } from "../http/body";
import type { Handler } from "../http/endpoint";
import { toJsonStream } from "../http/json-stream";
import { openAccount } from "../limits/account";
import { admit, type AdmitDependencies } from "../limits/admit";

type Dependencies = AdmitDependencies & EmbedDependencies;

/** Handles `POST /v1/embeddings`. */
export function createEmbeddings(dependencies: Dependencies): Handler {
  const { limits } = dependencies;
  return async (request, context) => {
    const { credential, caller, body: terms } = await admit(request, context, dependencies);
    const body = await readJson(request, terms);
    const { request: asked, unknownFields } = readEmbeddingRequest(body);
    const prepared = prepareService({ model: asked.model, kind: "embedding" }, credential, {
      context,
      dependencies,
    });
    const { model, service } = prepared;
    const tokens = checkTexts(asked, model);
    const count = (texts: Iterable<{ name: string; value: string }>): number =>
      [...texts].reduce((sum, text) => sum + (tokens.get(text) ?? 0), 0);
    let spent = 0;
    const budget = credential.owner === "server" ? limits.tokens : null;
    const account = await openAccount(
      caller,
      { budget, worstCase: () => count(asked.texts), spent: () => spent },
      limits,
    );
    const watch = createServiceWatch(context, account);
    const found = await watch.guard(
      embed(
        asked,
        {
          prepared,
          watch: {
            ...watch.hooks,
            onSent: (texts) => void (spent += count(texts)),
            onRefused: (texts) => void (spent -= count(texts)),
          },
        },
        dependencies,
      ),
    );
    const usage = toUsage(found, count(asked.texts));
    watch.finish({ prompt_tokens: usage.prompt_tokens, tokens_estimated: usage.estimated });
    const ignored = service === "http" && asked.purpose ? [asked.purpose.name] : [];
    return {
      status: 200,
      headers: {
        "content-type": "application/json",
        // Prevents compression, which would cost more than everything else and save a quarter.
        "cache-control": "no-transform",
        ...toNoteHeaders({ adjusted: [], ignored: [...ignored, ...unknownFields] }),
        ...toSidHeader(watch.sids()),
      },
      body: toJsonStream(writeEmbeddingList({ ...asked, vectors: found.vectors, usage })),
    };
  };
}

/** Formats the usage that was reported, or an estimate that is marked as one. */
function toUsage({ promptTokens }: Embeddings, estimated: number): EmbeddingUsage {
  if (promptTokens !== null) return { prompt_tokens: promptTokens, total_tokens: promptTokens };
  return { prompt_tokens: estimated, total_tokens: estimated, estimated: true };
}
