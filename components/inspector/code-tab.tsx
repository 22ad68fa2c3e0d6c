import { useMemo, useState } from "react";

import { useWords } from "@/components/context/i18n";
import type { ChatBody } from "@/lib/playground/conversation/types";
import { interpolate } from "@/lib/playground/inspector/interpolate";
import { KEY_VARIABLES, type SnippetTarget } from "@/lib/playground/snippets/credential";
import { type ApiId, APIS } from "@/lib/playground/snippets/apis";
import { type LanguageId, LANGUAGES } from "@/lib/playground/snippets/languages";
import { shorten } from "@/lib/playground/snippets/shorten";
import { INSPECTOR } from "@/lib/playground/i18n/inspector";

import styles from "./code-tab.module.css";
import { ChoiceControl } from "./parameters/choice-control";
import { CodeHead } from "./code-head";
import { CodeView } from "./code-view";
import { Tabs } from "../ui/tabs";

type Props = { body: ChatBody; target: SnippetTarget };

const GRAMMARS: Readonly<Record<LanguageId, string>> = {
  curl: "bash",
  python: "python",
  node: "javascript",
  fetch: "javascript",
};

const API_NAMES = Object.values(APIS).map(({ name }) => name);

/**
 * Shows the request as runnable code. The copy contains everything, including what the display
 * shortens.
 */
export function CodeTab({ body, target }: Props) {
  const t = useWords(INSPECTOR);
  const [selected, setSelected] = useState<LanguageId>("curl");
  const [isWrapped, setWrapped] = useState(false);
  const [apiId, setApiId] = useState<ApiId>("chat");
  const api = APIS[apiId];
  // If this API has no code in the chosen language, the first one is used.
  const language =
    api.languages.find(({ id }) => id === selected) ?? api.languages[0] ?? LANGUAGES.curl;
  const { id, name, write, install } = language;
  const order = api.languages.map((one) => ({ id: one.id, label: one.name }));
  const omitted = api.listOmitted(body);
  const shown = useMemo(() => shortenBody(body), [body]);
  const variables = KEY_VARIABLES[target.credential];
  return (
    <div className={styles["tab"]}>
      <p className={styles["note"]}>
        {toNote(t, { isOwn: apiId === "chat", hasKey: variables.length > 0 })}{" "}
        {variables.map((variable) => (
          <code key={variable} className={styles["variable"]}>
            {variable}
          </code>
        ))}
      </p>
      <ChoiceControl
        label={t.api}
        values={API_NAMES}
        value={api.name}
        onChange={(chosen) => {
          const found = Object.values(APIS).find((one) => one.name === chosen);
          if (found) setApiId(found.id);
        }}
      />
      {omitted.length > 0 && (
        <p className={styles["note"]}>{interpolate(t.omitted, { names: omitted.join(", ") })}</p>
      )}
      <Tabs label={t.language} tabs={order} selected={id} onSelect={setSelected} size="small">
        <CodeHead
          key={`${apiId} ${id}`}
          install={install}
          isWrapped={isWrapped}
          onWrap={setWrapped}
          copy={{
            label: interpolate(shown.images > 0 ? t.copyFull : t.copyCode, { name }),
            read: () => write(body, target),
          }}
        />
        {shown.images > 0 && (
          <p className={styles["note"]}>{interpolate(t.imagesCut, { count: shown.images })}</p>
        )}
        <CodeView
          label={name}
          grammar={GRAMMARS[id]}
          isWrapped={isWrapped}
          code={write(shown.body, target)}
        />
      </Tabs>
    </div>
  );
}

type Words = (typeof INSPECTOR)[keyof typeof INSPECTOR];

/** Explains the code: the page's own request, or the same conversation in another API. */
function toNote(t: Words, { isOwn, hasKey }: { isOwn: boolean; hasKey: boolean }): string {
  if (isOwn) return hasKey ? t.codeNote : t.codeNoKey;
  return hasKey ? t.codeOtherNote : t.codeOtherNoKey;
}

/** Shortens the messages only, because only they contain images. */
function shortenBody(body: ChatBody): { body: ChatBody; images: number } {
  const { value, images } = shorten(body.messages);
  return { body: { ...body, messages: Array.isArray(value) ? value : [] }, images };
}
