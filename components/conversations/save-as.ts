import type { Conversation } from "@/lib/playground/conversation/types";
import type { Locale } from "@/lib/playground/page/locale";
import type * as Exports from "@/lib/playground/share/export";
import type { ExportWords } from "@/lib/playground/share/export";

type Format = {
  name: string;
  ending: string;
  type: string;
  write: (exports: typeof Exports, ...parts: [Conversation, ExportWords]) => string;
};

export const FORMATS: readonly Format[] = [
  {
    name: "Markdown",
    ending: "md",
    type: "text/markdown",
    write: ({ toMarkdown }, ...parts) => toMarkdown(...parts),
  },
  {
    name: "JSON",
    ending: "json",
    type: "application/json",
    write: ({ toJson }, ...parts) => toJson(...parts),
  },
  {
    name: "JSONL",
    ending: "jsonl",
    type: "application/jsonl",
    write: ({ toJsonLines }, ...parts) => toJsonLines(...parts),
  },
];

/**
 * Writes a conversation to a file. The browser asks the reader for a place, or saves it with the
 * downloads.
 */
export async function saveAs(
  { ending, type, write }: Format,
  conversation: Conversation,
  locale: Locale,
): Promise<void> {
  const [exports, { inlineImages }, { ANSWER }] = await Promise.all([
    import("@/lib/playground/share/export"),
    import("@/lib/playground/share/inline-images"),
    import("@/lib/playground/i18n/answer"),
  ]);
  const text = write(exports, await inlineImages(conversation), ANSWER[locale]);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  link.download = `spark-${conversation.id}.${ending}`;
  link.click();
  // By then the browser has read the file, or is asking the reader where to save it.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
