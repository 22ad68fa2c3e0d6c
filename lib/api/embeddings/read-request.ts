import type { EmbeddingRequest } from "../../core/embedding";
import { GatewayError } from "../../core/errors";
import { explainIssue } from "../common/explain-issue";
import { leaveOut, requireFields } from "../common/read-fields";
import { embeddingRequest, type EmbeddingBody, KNOWN_FIELDS } from "./request-schema";

export type ReadEmbedding = {
  request: EmbeddingRequest;
  /** Fields that the schema does not know. */
  unknownFields: readonly string[];
};

/**
 * Validates a parsed JSON body as a request for embeddings. Null counts as absent for every
 * optional field.
 * @throws GatewayError `invalid-request` or `unsupported`, with the field in `param`
 */
export function readEmbeddingRequest(body: unknown): ReadEmbedding {
  const fields = requireFields(body, { required: "`model` and `input`", nested: [] });
  const given = leaveOut(fields);
  refuseTokens(given["input"]);
  const result = embeddingRequest.safeParse(given);
  if (!result.success) throw explainIssue(result.error);
  return {
    request: toRequest(result.data),
    unknownFields: Object.keys(given).filter((name) => !KNOWN_FIELDS.has(name)),
  };
}

/** Rejects token arrays. LangChain for Python sends them unless it is configured not to. */
function refuseTokens(input: unknown): void {
  const [first] = Array.isArray(input) ? input : [];
  if (typeof first !== "number" && !Array.isArray(first)) return;
  throw new GatewayError({
    kind: "unsupported",
    message:
      "`input` holds tokens of OpenAI's tokenizer, which Spark does not know: send texts (LangChain: " +
      "check_embedding_ctx_length=False).",
    param: "input",
  });
}

function toRequest(body: EmbeddingBody): EmbeddingRequest {
  const { model, input, dimensions, input_type: purpose, user } = body;
  const texts =
    typeof input === "string"
      ? [{ name: "input", value: input }]
      : input.map((value, at) => ({ name: `input[${at}]`, value }));
  return {
    model,
    texts,
    purpose: purpose === undefined ? undefined : { name: "input_type", value: purpose },
    dimensions: dimensions === undefined ? undefined : { name: "dimensions", value: dimensions },
    endUser: user,
    format: body.encoding_format ?? "float",
  };
}
