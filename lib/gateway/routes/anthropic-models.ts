import { readPageQuery, toModelPage } from "../../api/messages/model-page";
import type { ModelInfo, ModelPage } from "../../api/messages/types";
import { GatewayError } from "../../core/errors";
import type { Catalogue } from "../../spark/catalogue";
import { VERSIONED_ID } from "../../spark/models";
import { requireVersionedId } from "../generate/find-model";
import { withClaudePatterns } from "./claude-names";

/** Claude Code shows only these names in its model picker. */
const SHOWN_BY_CLAUDE_CODE = /claude|anthropic/i;

/** Lists the catalogue's ids, and the operator's aliases that Anthropic's clients look for. */
export function listForAnthropic(catalogue: Catalogue, query: URLSearchParams): ModelPage {
  const aliases = catalogue.aliases.filter(
    (name) => SHOWN_BY_CLAUDE_CODE.test(name) && !name.includes("*"),
  );
  const names = new Set([...catalogue.ids, ...aliases]);
  const all = [...names].map((name) =>
    toModelInfo(name, catalogue.findId(name) ?? name, catalogue),
  );
  return toModelPage(all, readPageQuery(query));
}

/**
 * Returns one model, by any name that a request may use; the answer repeats the name.
 * @throws GatewayError
 */
export function showForAnthropic(catalogue: Catalogue, name: string): ModelInfo {
  const id = withClaudePatterns(catalogue).findId(name);
  if (id !== undefined) return toModelInfo(name, id, catalogue);
  throw new GatewayError({ kind: "model-not-found", model: name, known: catalogue.ids });
}

/** The day on which Spark was first presented, in this API's format. */
const CREATED_AT = "2023-05-06T00:00:00Z";

function toModelInfo(name: string, id: string, catalogue: Catalogue): ModelInfo {
  const row = catalogue.findRow(id === VERSIONED_ID ? requireVersionedId() : id);
  return {
    type: "model",
    id: name,
    display_name: name,
    created_at: CREATED_AT,
    max_input_tokens: row?.contextTokens ?? null,
    max_tokens: row?.maxTokens ?? null,
    lifecycle: "active",
    capabilities: null,
    line: null,
    deprecated_at: null,
    retires_at: null,
  };
}
