import { useState } from "react";

import { useWords } from "@/components/context/i18n";
import type { ImageBody } from "@/lib/playground/conversation/types";
import { interpolate } from "@/lib/playground/inspector/interpolate";
import { INSPECTOR } from "@/lib/playground/i18n/inspector";
import { KEY_VARIABLES, type SnippetTarget } from "@/lib/playground/snippets/credential";
import { IMAGE_LANGUAGES } from "@/lib/playground/snippets/images";
import type { LanguageId } from "@/lib/playground/snippets/languages";

import styles from "./code-tab.module.css";
import { CopyAction } from "../ui/copy-action";
import { ScrollText } from "./wire/scroll-text";
import { Tabs } from "../ui/tabs";

type Props = { body: ImageBody; target: SnippetTarget };

/** Shows the image request as code that runs as it is. */
export function ImageCodeTab({ body, target }: Props) {
  const t = useWords(INSPECTOR);
  const [selected, setSelected] = useState<LanguageId>("curl");
  const variables = KEY_VARIABLES[target.credential];
  return (
    <div className={styles["tab"]}>
      <p className={styles["note"]}>
        {variables.length > 0 ? t.codeNote : t.codeNoKey}{" "}
        {variables.map((variable) => (
          <code key={variable} className={styles["variable"]}>
            {variable}
          </code>
        ))}
      </p>
      <Tabs
        label={t.language}
        tabs={IMAGE_LANGUAGES.map(({ id, name }) => ({ id, label: name }))}
        selected={selected}
        onSelect={setSelected}
        size="small"
      >
        {IMAGE_LANGUAGES.filter(({ id }) => id === selected).map(({ id, name, install, write }) => (
          <div key={id}>
            <div className={styles["head"]}>
              {install && <code className={styles["install"]}>{install}</code>}
              <CopyAction
                label={interpolate(t.copyCode, { name })}
                read={() => write(body, target)}
              />
            </div>
            <ScrollText label={name}>{write(body, target)}</ScrollText>
          </div>
        ))}
      </Tabs>
    </div>
  );
}
