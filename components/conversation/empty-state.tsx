import type { RefObject } from "react";

import type { ExampleName } from "@/lib/playground/chat/examples";
import type { ChatWords } from "@/lib/playground/i18n/chat";
import { needsKey } from "@/lib/playground/chat/needs-key";
import { KEY_FORM, toApiKey } from "@/lib/playground/api/credentials";
import { toAnyKey } from "@/lib/playground/page/gateway-facts";

import { CopyButton } from "../ui/copy-button";
import styles from "./empty-state.module.css";
import { SparkIcon } from "../ui/icons";
import { createPart } from "../ui/use-lazy-module";
import { useChat, usePlayground } from "../context/playground";
import { WireMark } from "../inspector/wire/wire-mark";
import { useChatWords, useLocale } from "../context/i18n";

type Props = {
  origin: string;
  composer: RefObject<HTMLTextAreaElement | null>;
  onExample: () => void;
  onCredentials: () => void;
  /** Sends a message immediately. */
  onAsk: (text: string) => void;
};

const EXAMPLES = createPart(() => import("./show-example"));

/** In the order of display. */
const EXAMPLE_NAMES: readonly ExampleName[] = ["image", "json", "translate", "tool"];

/** The simulator's names for them. */
const FAULT_NAMES: readonly (keyof ChatWords["faultNames"])[] = [
  "11202",
  "11200-tokens",
  "silent",
  "cut",
];

/** Shows what this page is, the two lines that a client needs, and four examples. */
export function EmptyState({ origin, composer, onExample, onCredentials, onAsk }: Props) {
  const words = useChatWords();
  const locale = useLocale();
  const playground = usePlayground();
  const isSimulated = useChat(({ gateway }) => gateway.isSimulated);

  const choose = async (name: ExampleName) => {
    composer.current?.focus();
    onExample();
    const { showExample } = EXAMPLES.loaded ?? (await EXAMPLES.load());
    await showExample(name, playground, { locale, imageName: words.exampleNames.image });
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
          <KeyLine />
        </dl>
        <KeyNote onCredentials={onCredentials} />
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
        {isSimulated && (
          <>
            <h2>{words.faults}</h2>
            <ul className={styles["faults"]}>
              {FAULT_NAMES.map((name) => (
                <li key={name}>
                  <button type="button" onClick={() => onAsk(`/simulate ${name}`)}>
                    {words.faultNames[name]}
                  </button>
                </li>
              ))}
            </ul>
          </>
        )}
        <p className={styles["note"]}>
          {/* oxlint-disable-next-line next/no-html-link-for-pages -- Next's own link would weigh more than it saves. */}
          <a href="/privacy">{words.privacy}</a>
        </p>
      </div>
    </div>
  );
}

/** Shows the key that a client needs: one that works here, the reader's own, or a placeholder. */
function KeyLine() {
  const { apiKey: name, ownKey } = useChatWords();
  const gateway = useChat((state) => state.gateway);
  const credentials = useChat((state) => state.credentials);
  const own = toApiKey(credentials);
  // A secret is copied, but never shown.
  if (own !== null) return <Line name={name} value={ownKey} copied={own} />;
  if (gateway.access === "open") return <Line name={name} value={toAnyKey(gateway)} />;
  return (
    <Line name={name} value={gateway.access === "own" ? KEY_FORM : "YOUR_KEY"} copied={null} />
  );
}

/** Explains the key, and leads to the credentials if nothing works without one. */
function KeyNote({ onCredentials }: Pick<Props, "onCredentials">) {
  const words = useChatWords();
  const gateway = useChat((state) => state.gateway);
  const isNeeded = useChat(needsKey);
  const { access, isSimulated } = gateway;
  return (
    <p className={styles["note"]} data-needed={isNeeded}>
      {access === "open" && isSimulated ? words.simulated : words.access[access]}
      {isNeeded && (
        <button type="button" className={styles["enter"]} onClick={onCredentials}>
          {words.enterKey}
        </button>
      )}
    </p>
  );
}

/** @param copied the text that is copied instead of the shown one; null if nothing would work */
function Line({ name, value, copied = value }: LineProps) {
  return (
    <div className={styles["line"]}>
      <dt>{name}</dt>
      <dd>
        <code>{value}</code>
      </dd>
      <dd>{copied !== null && <CopyButton name={name} value={copied} />}</dd>
    </div>
  );
}

type LineProps = { name: string; value: string; copied?: string | null };
