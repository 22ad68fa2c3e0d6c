import { useMemo, useState } from "react";

import { useWords } from "@/components/context/i18n";
import type { ChatBody } from "@/lib/playground/conversation/types";
import { interpolate } from "@/lib/playground/inspector/interpolate";
import { KEY_VARIABLES, type SnippetTarget } from "@/lib/playground/snippets/credential";
import { type ApiId, APIS, type LanguageId } from "@/lib/playground/snippets/languages";
import { shorten } from "@/lib/playground/snippets/shorten";
import { INSPECTOR } from "@/lib/playground/i18n/inspector";

import styles from "./code-tab.module.css";
import { CopyAction } from "../ui/copy-action";
import { ScrollText } from "./wire/scroll-text";
import { Tabs } from "../ui/tabs";

type Props = { body: ChatBody; target: SnippetTarget };

const ORDER = Object.values(APIS).map(({ id, name }) => ({ id, label: name }));

/** The request as code that can be run: what is copied holds what was shortened for the eye. */
export function CodeTab({ body, target }: Props) {
  const t = useWords(INSPECTOR);
  const [api, setApi] = useState<ApiId>("chat");
  const [selected, setSelected] = useState<LanguageId>("curl");
  const { languages } = APIS[api];
  const language = languages.find(({ id }) => id === selected) ?? languages[0];
  const { id, name, write, install } = language;
  const shown = useMemo(() => shortenBody(body), [body]);
  const variables = KEY_VARIABLES[target.credential];
  return (
    <div className={styles["tab"]}>
      <p className={styles["note"]}>
        {variables.length === 0 ? t.codeNoKey : t.codeNote}{" "}
        {variables.map((variable) => (
          <code key={variable} className={styles["variable"]}>
            {variable}
          </code>
        ))}
      </p>
      <Tabs label={t.api} tabs={ORDER} selected={api} onSelect={setApi} size="small">
        <Tabs
          label={t.language}
          tabs={languages.map((one) => ({ id: one.id, label: one.name }))}
          selected={id}
          onSelect={setSelected}
          size="small"
        >
          <div className={styles["head"]}>
            {install && <code className={styles["install"]}>{install}</code>}
            <CopyAction
              key={`${api} ${id}`}
              label={interpolate(shown.images > 0 ? t.copyFull : t.copyCode, { name })}
              read={() => write(body, target)}
            />
          </div>
          {shown.images > 0 && (
            <p className={styles["note"]}>{interpolate(t.imagesCut, { count: shown.images })}</p>
          )}
          <ScrollText label={name}>{write(shown.body, target)}</ScrollText>
        </Tabs>
      </Tabs>
    </div>
  );
}

/** Only messages hold images. */
function shortenBody(body: ChatBody): { body: ChatBody; images: number } {
  const { value, images } = shorten(body.messages);
  return { body: { ...body, messages: Array.isArray(value) ? value : [] }, images };
}
