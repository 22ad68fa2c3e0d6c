import type * as Exports from "@/lib/playground/share/export";
import type { ExportWords } from "@/lib/playground/share/export";
import type { Conversation } from "@/lib/playground/conversation/types";
import { COPY } from "@/lib/playground/i18n/copy";
import { DIALOGS } from "@/lib/playground/i18n/dialogs";

import styles from "./conversations-dialog.module.css";
import { useChat, usePlayground } from "../context/playground";
import { useCopy } from "../ui/use-copy";
import { useLocale, useWords } from "../context/i18n";

type Format = {
  name: string;
  ending: string;
  type: string;
  write: (exports: typeof Exports, ...parts: [Conversation, ExportWords]) => string;
};

const FORMATS: readonly Format[] = [
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

/** The open conversation as a file, or its last question as a link. */
export function ConversationExport() {
  const words = useWords(DIALOGS);
  const { store } = usePlayground();
  const copyWords = useWords(COPY);
  const { told, copyText } = useCopy();
  const locale = useLocale();
  const hasDrawn = useChat(({ conversation }) =>
    conversation.turns.some(
      (turn) => turn.role === "assistant" && turn.variants.some(({ images }) => images),
    ),
  );
  const save = async ({ ending, type, write }: Format) => {
    const [exports, { inlineImages }, { ANSWER }] = await Promise.all([
      import("@/lib/playground/share/export"),
      import("@/lib/playground/share/inline-images"),
      import("@/lib/playground/i18n/answer"),
    ]);
    const conversation = await inlineImages(store.getState().conversation);
    const blob = new Blob([write(exports, conversation, ANSWER[locale])], {
      type: `${type};charset=utf-8`,
    });
    download(blob, `spark-${conversation.id}.${ending}`);
  };
  const share = async () => {
    const { toShareLink } = await import("@/lib/playground/chat/share-link");
    await copyText(await toShareLink(store.getState().conversation));
  };
  return (
    <section className={styles["export"]} aria-labelledby="export">
      <h3 id="export">{words.current}</h3>
      <div className={styles["formats"]}>
        {FORMATS.map((format) => (
          <button
            key={format.name}
            type="button"
            className={styles["format"]}
            onClick={() => void save(format)}
          >
            {words.exportAs(format.name)}
          </button>
        ))}
        <button type="button" className={styles["format"]} onClick={() => void share()}>
          {told === null ? words.share : copyWords[told]}
        </button>
      </div>
      <p className={styles["note"]}>{words.shareNote}</p>
      {hasDrawn && <p className={styles["note"]}>{words.exportNote}</p>}
    </section>
  );
}

function download(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // The browser has taken the file by then, or asks the reader where to put it.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
