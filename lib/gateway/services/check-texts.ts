import type { EmbeddingRequest } from "../../core/embedding";
import { GatewayError } from "../../core/errors";
import { estimateTokens } from "../../core/estimate-tokens";
import type { Named } from "../../core/generation";
import type { Model } from "../../spark/models";

/** The estimated tokens of each text; iFlytek does not count them. */
export type TextTokens = ReadonlyMap<Named<string>, number>;

/**
 * Rejects texts that are too long by estimate, and dimensions that the model does not offer, before
 * anything is sent.
 * @throws GatewayError `invalid-request`
 */
export function checkTexts(
  { texts, dimensions }: EmbeddingRequest,
  { id, contextTokens, dimensions: fixed }: Model,
): TextTokens {
  if (dimensions && fixed !== null && dimensions.value !== fixed) {
    throw invalid(
      `\`${dimensions.name}\` must be ${fixed}: the model \`${id}\` has no other length.`,
      dimensions.name,
    );
  }
  const tokens = new Map<Named<string>, number>();
  for (const text of texts) {
    const count = estimateTokens(text.value);
    if (count > contextTokens) {
      throw invalid(
        `\`${text.name}\` has about ${count} tokens, and this model's maximum context length is ` +
          `${contextTokens} tokens: split it.`,
        text.name,
      );
    }
    tokens.set(text, count);
  }
  return tokens;
}

function invalid(message: string, param: string): GatewayError {
  return new GatewayError({ kind: "invalid-request", message, param });
}
