import { useEffect, useRef, useState } from "react";

import { converse } from "@/lib/playground/converse";
import type { Question } from "@/lib/playground/gateway";
import type { Turn } from "@/lib/playground/turn";

/** Questions and their answers, one at a time. */
export function useConversation() {
  const [turns, setTurns] = useState<readonly Turn[]>([]);
  const running = useRef<AbortController>(null);
  useEffect(() => () => running.current?.abort(), []);

  const send = async (question: Question): Promise<void> => {
    const { signal } = (running.current = new AbortController());
    for await (const turn of converse(question, { id: turns.length, signal, now })) {
      setTurns((all) => [...all.slice(0, turns.length), turn]);
    }
  };

  return {
    turns,
    isBusy: turns.at(-1)?.outcome.kind === "pending",
    send,
    stop: () => running.current?.abort(),
  };
}

const now = (): number => performance.now();
