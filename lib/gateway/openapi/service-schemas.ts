import { embeddingRequest } from "../../api/embeddings/request-schema";
import { embeddingList } from "../../api/embeddings/response-schema";
import { MAX_FIELDS } from "../../api/common/read-fields";
import { isPart, type Part, type Parts } from "./json";
import { type Limits, orNull, toJsonSchemas } from "./schemas";

/** The schemas of the routes beside chat, by name. */
export function toServiceSchemas({ modelIds }: Limits): Parts {
  const { EmbeddingRequest: request = {} } = toJsonSchemas(
    { EmbeddingRequest: embeddingRequest },
    "input",
  );
  return {
    EmbeddingRequest: toRequest(request, { model: { examples: modelIds } }),
    ...toJsonSchemas({ EmbeddingList: embeddingList }, "output"),
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
