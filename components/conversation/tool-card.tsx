"use client";

import { type FormEvent, useId, useState } from "react";

import { toPrettyArguments } from "@/lib/playground/markdown/json-answer";
import type { ToolCall } from "@/lib/playground/conversation/types";
import { ANSWER } from "@/lib/playground/i18n/answer";

import { useWords } from "../context/i18n";
import { CodeBlock } from "../markdown/code-block";
import { Scrollable } from "../ui/scrollable";
import styles from "./tool-card.module.css";

type Props = {
  call: ToolCall;
  /** True if more of its arguments may arrive. */
  isLive: boolean;
  /** True if a result can be typed, but not sent. */
  isReadOnly?: boolean | undefined;
  /** The tool's result, if known. */
  result?: string | undefined;
  /** Absent if the conversation has continued without a result. */
  onResult?: ((text: string) => void) | undefined;
};

/**
 * Shows the call that the model requests, and a box for its result. The page itself calls nothing.
 */
export function ToolCard({ call, isLive, isReadOnly, result, onResult }: Props) {
  const words = useWords(ANSWER);
  return (
    <section className={styles["card"]} aria-label={`${words.toolCall}: ${call.name}`}>
      <p className={styles["name"]}>
        <span>{words.toolCall}</span> <code>{call.name}</code>
      </p>
      <CodeBlock language="json" code={toPrettyArguments(call.arguments)} isOpen={isLive} />
      {result !== undefined && (
        <div className={styles["result"]}>
          <p>{words.toolResult}</p>
          <Scrollable label={words.toolResult} className={styles["given"]}>
            <pre>{result}</pre>
          </Scrollable>
        </div>
      )}
      {result === undefined && !isLive && onResult && (
        <ResultForm onResult={onResult} isReadOnly={isReadOnly} />
      )}
    </section>
  );
}

type FormProps = Pick<Props, "isReadOnly"> & { onResult: (text: string) => void };

function ResultForm({ onResult, isReadOnly }: FormProps) {
  const words = useWords(ANSWER);
  const id = useId();
  const [text, setText] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() !== "") onResult(text);
  };
  return (
    <form className={styles["form"]} onSubmit={submit}>
      <label htmlFor={id}>{words.toolResult}</label>
      <textarea
        id={id}
        value={text}
        rows={3}
        required
        placeholder='{"temperature": 26}'
        aria-describedby={`${id}-hint`}
        onChange={({ target }) => setText(target.value)}
      />
      <p id={`${id}-hint`}>{words.toolResultHint}</p>
      <button type="submit" className={styles["submit"]} disabled={isReadOnly}>
        {words.submitResult}
      </button>
    </form>
  );
}
