import { Ajv2020 } from "ajv/dist/2020.js";

import type { RequestContext } from "@/lib/gateway/http/request-context";
import { findRoute } from "@/lib/gateway/server/routes";

import type { Gateway } from "../setup/gateway";

type Document = {
  paths: Record<string, Record<string, { responses: Record<string, Described> }>>;
  components: {
    responses: Record<string, Described>;
    schemas: Record<string, { properties?: Record<string, { description?: string }> }>;
  };
};
type Described = { $ref?: string; headers?: object; content?: object };

/** Headers of every HTTP response and of CORS; all others are the gateway's own and documented. */
const COMMON =
  /^(?:content-(?:type|length)|cache-control|vary|x-accel-buffering|access-control-.*)$/;

type Measure = ReturnType<typeof createMeasure>;

/** Cached, because most gateways have the same document and compiling schemas takes time. */
const measures = new Map<string, Measure>();

/** Reads a gateway's document and checks answers against it. */
export async function readDocument({ deps }: Pick<Gateway, "deps">): Promise<Measure> {
  const show = await findRoute("/openapi.json")?.methods.GET?.(deps);
  const answer = await show?.(new Request("http://gateway/openapi.json"), {} as RequestContext);
  const source = String(answer?.body ?? "");
  const measure = measures.get(source) ?? createMeasure(source);
  measures.set(source, measure);
  return measure;
}

function createMeasure(source: string) {
  const document = JSON.parse(source) as Document;
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  ajv.addSchema(document, "doc");

  /** Returns what is wrong with a value, by the schema at a pointer. */
  const findProblem = (pointer: string, value: unknown): string | null => {
    const validate = ajv.getSchema(`doc#${pointer}`);
    if (!validate) return `There is no schema at ${pointer}.`;
    return validate(value) ? null : ajv.errorsText(validate.errors);
  };

  /** Lists what an answer has that the document lacks, and the reverse. */
  const findDeviations = async (
    path: string,
    method: string,
    response: Response,
  ): Promise<string[]> => {
    const at = locate(document, { path, method, status: response.status });
    if (typeof at === "string") return [at];
    const known = new Set(Object.keys(at.described.headers ?? {}));
    const unknown = [...response.headers.keys()].filter(
      (name) => !COMMON.test(name) && !known.has(name),
    );
    const deviations = unknown.map((name) => `header ${name} on ${response.status}`);
    const [type = ""] = (response.headers.get("content-type") ?? "").split(";");
    const content = await response.text();
    if (response.status === 204) return deviations;
    const pointer = `${at.pointer}/content/${escape(type)}/schema`;
    for (const value of type === "text/event-stream" ? readEvents(content) : [content]) {
      const isText = type === "text/plain" || value === "";
      const problem = findProblem(pointer, isText ? value : JSON.parse(value));
      if (problem) deviations.push(`${problem} in ${value}`);
    }
    return deviations;
  };

  return {
    source,
    document,
    findProblem,
    findDeviations,
    findRequestProblem: (body: unknown, schema = "ChatCompletionRequest"): string | null =>
      findProblem(`/components/schemas/${schema}`, body),
  };
}

function locate(
  document: Document,
  { path, method, status }: { path: string; method: string; status: number },
): { pointer: string; described: Described } | string {
  const described = document.paths[path]?.[method]?.responses[status];
  if (!described) return `${method} ${path} has no ${status}`;
  const pointer = `/paths/${escape(path)}/${method}/responses/${status}`;
  if (!described.$ref) return { pointer, described };
  const name = described.$ref.split("/").at(-1) ?? "";
  const shared = document.components.responses[name];
  if (!shared) return `${described.$ref} leads nowhere`;
  return { pointer: `/components/responses/${name}`, described: shared };
}

const escape = (key: string): string => key.replaceAll("~", "~0").replaceAll("/", "~1");

function readEvents(content: string): string[] {
  const data = [...content.matchAll(/^data: (.*)$/gm)].map(([, value = ""]) => value);
  return data.filter((value) => value !== "[DONE]");
}
