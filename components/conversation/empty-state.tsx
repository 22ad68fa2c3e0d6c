import type { RefObject } from "react";

import type { ExampleName } from "@/lib/playground/chat/examples";
import { KEY_FORM } from "@/lib/playground/api/credentials";

import { CopyButton } from "../ui/copy-button";
import styles from "./empty-state.module.css";
import { SparkIcon } from "../ui/icons";
import { createPart } from "../ui/use-lazy-module";
import { usePlayground } from "../context/playground";
import sampleImage from "./sample-image.svg";
import { WireMark } from "../inspector/wire/wire-mark";
import { useChatWords, useLocale } from "../context/i18n";

type Props = {
  origin: string;
  composer: RefObject<HTMLTextAreaElement | null>;
  onExample: () => void;
};

const EXAMPLES = createPart(() => import("@/lib/playground/chat/examples"));

/** In the order in which they are offered. */
const EXAMPLE_NAMES: readonly ExampleName[] = ["image", "json", "translate", "tool"];

/** What this is, the two lines that a client needs, and four ways to begin. */
export function EmptyState({ origin, composer, onExample }: Props) {
  const words = useChatWords();
  const locale = useLocale();
  const playground = usePlayground();

  const choose = async (name: ExampleName) => {
    composer.current?.focus();
    onExample();
    const { chooseExample } = EXAMPLES.loaded ?? (await EXAMPLES.load());
    chooseExample(name, playground, locale);
    if (name !== "image") return;
    await playground.draftEditor.addFile(await fetchSample(words.exampleNames.image));
  };

  return (
    <div role="log" aria-live="off" aria-label={words.conversation} className={styles["empty"]}>
      <div className={styles["column"]}>
        <div className={styles["sign"]}>
          <SparkIcon size={28} />
          <WireMark className={styles["wire"]} />
        </div>
        <h1>{words.title}</h1>
        <p className={styles["lead"]}>{words.lead}</p>
        <dl className={styles["lines"]}>
          <Line name={words.baseUrl} value={`${origin}/v1`} />
          <Line name={words.apiKey} value={KEY_FORM} />
        </dl>
        <p className={styles["note"]}>{words.apiKeyNote}</p>
        <h2>{words.examples}</h2>
        <ul className={styles["examples"]}>
          {EXAMPLE_NAMES.map((name) => (
            <li key={name}>
              <button type="button" onClick={() => void choose(name)}>
                <strong>{words.exampleNames[name]}</strong>
                <span>{words.exampleNotes[name]}</span>
              </button>
            </li>
          ))}
        </ul>
        <p className={styles["note"]}>
          {/* oxlint-disable-next-line next/no-html-link-for-pages -- Next's own link would weigh more than it saves. */}
          <a href="/privacy">{words.privacy}</a>
        </p>
      </div>
    </div>
  );
}

function Line({ name, value }: { name: string; value: string }) {
  return (
    <div className={styles["line"]}>
      <dt>{name}</dt>
      <dd>
        <code>{value}</code>
      </dd>
      <dd>
        <CopyButton name={name} value={value} />
      </dd>
    </div>
  );
}

/** Drawn for this page; the browser makes a PNG of it as of any other image. */
async function fetchSample(name: string): Promise<File> {
  const { src }: { src: string } = sampleImage;
  return new File([await (await fetch(src)).blob()], `${name}.svg`);
}
