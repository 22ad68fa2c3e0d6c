import type { RefObject } from "react";

import { type Example, EXAMPLES } from "@/lib/playground/examples";
import { findModel } from "@/lib/playground/models";
import { KEY_FORM } from "@/lib/playground/key-form";
import { CHAT } from "@/lib/playground/words/chat";

import { CopyButton } from "./copy-button";
import styles from "./empty-state.module.css";
import { SparkIcon } from "./icons";
import { usePlayground } from "./playground-context";
import samplePicture from "./sample-picture.svg";
import { useWords } from "./words";

type Props = {
  origin: string;
  composer: RefObject<HTMLTextAreaElement | null>;
  onExample: () => void;
};

/** What this is, the two lines that a client needs, and four ways to begin. */
export function EmptyState({ origin, composer, onExample }: Props) {
  const words = useWords(CHAT);
  const { store, drafting, setModel, setParameters } = usePlayground();

  const choose = async ({ name, model, parameters }: Example) => {
    const { models } = store.getState();
    // A gateway may leave a model out; its own message then says which there are.
    if (models.length === 0 || findModel(models, model)) setModel(model);
    setParameters(
      name === "translate" ? { ...parameters, system: words.exampleSystem } : parameters,
    );
    drafting.setText(words.exampleTexts[name]);
    for (const { id } of store.getState().draft.pictures) drafting.removePicture(id);
    composer.current?.focus();
    onExample();
    if (name === "picture") await drafting.addFile(await fetchSample(words.exampleNames.picture));
  };

  return (
    <div role="log" aria-live="off" aria-label={words.conversation} className={styles["empty"]}>
      <div className={styles["column"]}>
        <SparkIcon size={28} />
        <h1>{words.title}</h1>
        <p className={styles["lead"]}>{words.lead}</p>
        <dl className={styles["lines"]}>
          <Line name={words.baseUrl} value={`${origin}/v1`} />
          <Line name={words.apiKey} value={KEY_FORM} />
        </dl>
        <p className={styles["note"]}>{words.apiKeyNote}</p>
        <h2>{words.examples}</h2>
        <ul className={styles["examples"]}>
          {EXAMPLES.map((example) => (
            <li key={example.name}>
              <button type="button" onClick={() => void choose(example)}>
                <strong>{words.exampleNames[example.name]}</strong>
                <span>{words.exampleNotes[example.name]}</span>
              </button>
            </li>
          ))}
        </ul>
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

/** Drawn for this page; the browser makes a PNG of it as of any other picture. */
async function fetchSample(name: string): Promise<File> {
  const { src }: { src: string } = samplePicture;
  return new File([await (await fetch(src)).blob()], `${name}.svg`);
}
