import { embeddingRequest } from "../../api/embeddings/request-schema";
import { embeddingList } from "../../api/embeddings/response-schema";
import { imageRequest, MAX_IMAGES } from "../../api/images/request-schema";
import { imageList } from "../../api/images/response-schema";
import { MAX_FIELDS } from "../../api/common/read-fields";
import { isPart, orNull, type Part, type Parts } from "./json";
import { toJsonSchemas } from "./json-schemas";
import type { Limits } from "./schemas";

/** The schemas of the routes beside chat, by name. */
export function toServiceSchemas({ maxN, modelIds }: Limits): Parts {
  const { EmbeddingRequest = {}, ImageRequest = {} } = toJsonSchemas(
    { EmbeddingRequest: embeddingRequest, ImageRequest: imageRequest },
    { io: "input" },
  );
  const model = { examples: modelIds };
  return {
    EmbeddingRequest: toRequest(EmbeddingRequest, { model }),
    ImageRequest: toRequest(ImageRequest, { model, n: { maximum: Math.min(maxN, MAX_IMAGES) } }),
    ...toJsonSchemas({ EmbeddingList: embeddingList, ImageList: imageList }, { io: "output" }),
  };
}

/** @param special what the host decides of a field */
function toRequest(schema: Part, special: Parts): Part {
  const known = isPart(schema["properties"]) ? schema["properties"] : {};
  const required = Array.isArray(schema["required"]) ? schema["required"] : [];
  const properties = Object.entries(known).map(([name, value]) => {
    const { description, ...described } = isPart(value) ? value : {};
    const own = { ...described, ...special[name] };
    return [name, { ...(required.includes(name) ? own : orNull(own)), description }];
  });
  return {
    ...schema,
    description:
      "Null means absent for every optional field. Unknown fields are accepted, ignored, and named " +
      "in `x-spark-ignored`.",
    properties: Object.fromEntries(properties),
    maxProperties: MAX_FIELDS,
  };
}
