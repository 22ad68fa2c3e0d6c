import type { Entry } from "@/lib/playground/conversation/store";
import { CONVERSATIONS } from "@/lib/playground/i18n/conversations";
import { COPY } from "@/lib/playground/i18n/copy";

import { usePlayground } from "../context/playground";
import { useLocale, useWords } from "../context/i18n";
import { useCopy } from "../ui/use-copy";
import styles from "./entry-menu.module.css";
import { FORMATS, saveAs } from "./save-as";

type Props = { entry: Entry; onRename: () => void; onEscape: () => void };

/** Offers what can be done with a conversation without opening it. */
export function EntryMenu({ entry: { id, title }, onRename, onEscape }: Props) {
  const words = useWords(CONVERSATIONS);
  const locale = useLocale();
  const { conversations } = usePlayground();
  return (
    // Escape closes an open menu first, and only then the dialog around it.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <fieldset
      aria-label={words.more(title)}
      className={styles["menu"]}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        event.stopPropagation();
        onEscape();
      }}
    >
      <button type="button" className={styles["item"]} onClick={onRename}>
        {words.rename}
      </button>
      {FORMATS.map((format) => (
        <button
          key={format.name}
          type="button"
          className={styles["item"]}
          onClick={() =>
            void conversations
              .read(id)
              .then((conversation) => conversation && saveAs(format, conversation, locale))
          }
        >
          {words.exportAs(format.name)}
        </button>
      ))}
      <Share id={id} />
      <button
        type="button"
        className={styles["item"]}
        data-kind="danger"
        onClick={({ detail }) => {
          // By the second click of a double click, the button may belong to another conversation.
          if (detail <= 1) void conversations.remove(id);
        }}
      >
        {words.remove}
      </button>
      <p>
        {words.shareNote} {words.exportNote}
      </p>
    </fieldset>
  );
}

/** The last question as a link, for others to ask it. */
function Share({ id }: { id: string }) {
  const words = useWords(CONVERSATIONS);
  const copyWords = useWords(COPY);
  const { conversations } = usePlayground();
  const { told, copyText } = useCopy();
  const share = async () => {
    const conversation = await conversations.read(id);
    if (!conversation) return;
    const { toShareLink } = await import("@/lib/playground/chat/share-link");
    await copyText(await toShareLink(conversation));
  };
  return (
    <button
      type="button"
      className={styles["item"]}
      title={words.shareNote}
      onClick={() => void share()}
    >
      {told === null ? words.share : copyWords[told]}
    </button>
  );
}
