import type { Conversation, Image, Turn, Variant } from "../conversation/types";
import { listDrawn } from "../conversation/shown";
import { toFullText } from "../conversation/file-text";
import { findAddress, findShown, toMessages } from "./export-messages";

/** The texts of an export in the reader's language, from `ANSWER[locale]`. */
export type ExportWords = Readonly<
  Record<
    | "exportQuestion"
    | "exportAnswer"
    | "exportTool"
    | "exportReasoning"
    | "exportSystem"
    | "toolCall"
    | "sources"
    | "imageOmitted",
    string
  >
>;

/**
 * Writes one of OpenAI's messages per line, to be filtered with `jq` or sent again with `jq -s`.
 */
export function toJsonLines(conversation: Conversation, words: ExportWords): string {
  return toMessages(conversation, words.imageOmitted)
    .map((message) => `${JSON.stringify(message)}\n`)
    .join("");
}

/**
 * Writes what can be sent again (`messages`) and what else is known of each answer. Wire logs, keys
 * of the browser's storage and local addresses are left out.
 */
export function toJson(conversation: Conversation, words: ExportWords): string {
  const { title, createdAt, updatedAt, model, parameters, turns } = conversation;
  const value = {
    format: "spark-gateway-conversation",
    version: 1,
    title,
    createdAt: toTime(createdAt),
    updatedAt: toTime(updatedAt),
    model,
    parameters,
    messages: toMessages(conversation, words.imageOmitted),
    answers: turns.flatMap((turn) =>
      turn.role === "assistant"
        ? [{ shown: turn.shown, variants: turn.variants.map(toFacts) }]
        : [],
    ),
  };
  return `${JSON.stringify(value, null, 2)}\n`;
}

/**
 * Writes the conversation for people: with the speakers, with folded reasoning, and with the
 * model's markdown as it is.
 */
export function toMarkdown(conversation: Conversation, words: ExportWords): string {
  const { title, model, parameters, turns } = conversation;
  const system = parameters.system?.trim();
  const sections = [
    `# ${title || model}`,
    ...(system ? [`## ${words.exportSystem}`, system] : []),
    ...turns.flatMap((turn) => toSections(turn, words)),
  ];
  return `${sections.join("\n\n")}\n`;
}

function toSections(turn: Turn, words: ExportWords): string[] {
  switch (turn.role) {
    case "user": {
      const text = toFullText(turn.text, turn.files);
      const images = turn.images.map((image) => {
        const url = findAddress(image);
        return url ? `![](<${url.replaceAll(/[<>\s]/g, encodeURIComponent)}>)` : words.imageOmitted;
      });
      return [`## ${words.exportQuestion}`, ...images, ...(text ? [text] : [])];
    }
    case "tool":
      return [`## ${words.exportTool}: ${turn.name}`, toFence(turn.text)];
    case "assistant": {
      const variant = findShown(turn);
      return variant ? toAnswerSections(variant, words) : [];
    }
  }
}

function toAnswerSections(variant: Variant, words: ExportWords): string[] {
  const { model, text, reasoning, toolCalls, citations } = variant;
  const thoughts = `<details><summary>${words.exportReasoning}</summary>\n\n${toFence(reasoning)}\n\n</details>`;
  const sources = citations.map(({ url, title }) => `- [${escapeLabel(title || url)}](<${url}>)`);
  const sections = [
    ...(reasoning ? [thoughts] : []),
    ...(text ? [text] : []),
    ...listDrawn(variant).map((image) => toDrawn(image, words)),
    ...toolCalls.map(
      ({ name, arguments: given }) =>
        `**${words.toolCall}** \`${name}\`\n\n${toFence(given, "json")}`,
    ),
    ...(sources.length > 0 ? [`**${words.sources}**`, sources.join("\n")] : []),
  ];
  return sections.length > 0 ? [`## ${words.exportAnswer} (${model})`, ...sections] : [];
}

/** Longer than any run of backticks in the text. */
function toFence(text: string, language = ""): string {
  const runs = text.match(/`+/g) ?? [];
  const fence = "`".repeat(Math.max(2, ...runs.map((run) => run.length)) + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}

/** Writes the image itself, because a recipient of the file cannot get it elsewhere. */
function toDrawn({ name = "", url }: Image, words: ExportWords): string {
  return url === "" ? words.imageOmitted : `![${escapeLabel(name)}](${url})`;
}

function escapeLabel(text: string): string {
  return text.replaceAll(/[\\[\]]/g, String.raw`\$&`).replaceAll(/\s+/g, " ");
}

type Facts = Omit<Variant, "wireId" | "images"> & { images?: Omit<Image, "blobKey">[] };

function toFacts(variant: Variant): Facts {
  const { wireId: _, images, ...facts } = variant;
  if (!images) return facts;
  return { ...facts, images: images.map(({ blobKey: _key, ...image }) => image) };
}

function toTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
