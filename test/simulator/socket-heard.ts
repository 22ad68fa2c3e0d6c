import type { Endpoint } from "./endpoints";
import type { Heard } from "./heard";
import type { ImageFacts } from "./image-facts";
import type { ChatParameters, SparkRequest } from "./spark-request";

export function toHeard(
  { header, parameter, payload }: SparkRequest,
  { path, kind, search }: Endpoint,
  image: ImageFacts | null,
): Heard {
  const { domain, ...parameters } = parameter.chat;
  const turns = payload.message.text.filter((turn) => turn.content_type !== "image");
  return {
    path,
    domain,
    parameters: { ...(header.uid !== undefined && { uid: header.uid }), ...parameters },
    turns,
    image,
    functions: payload.functions?.text ?? [],
    thinks: kind === "x1" && parameters.thinking?.type !== "disabled",
    ...readSearch(parameters, search),
    maxTokens: parameters.max_tokens ?? null,
    question: turns.at(-1)?.content ?? "",
  };
}

/** Reads the search settings. Models that can search do so unless it is disabled. */
function readSearch(
  { tools = [], show_ref_label: older = false }: Omit<ChatParameters, "domain">,
  able: boolean,
): Pick<Heard, "searches" | "showsSources"> {
  const [first] = tools;
  const { enable = true, show_ref_label: showsSources = older } = first?.web_search ?? {};
  return { searches: able && enable, showsSources };
}
