"use client";

import { createContext, type ReactNode, use, useState } from "react";
import { useStore } from "zustand";

import {
  createPlayground,
  type PageFacts,
  type Playground,
} from "@/lib/playground/chat/playground";
import type { ChatState } from "@/lib/playground/conversation/store";

const PlaygroundContext = createContext<Playground | null>(null);

type Props = PageFacts & { children: ReactNode };

export function PlaygroundProvider({ gateway, models, children }: Props) {
  const [playground] = useState(() => createPlayground({ gateway, models }));
  return <PlaygroundContext value={playground}>{children}</PlaygroundContext>;
}

export function usePlayground(): Playground {
  const playground = use(PlaygroundContext);
  if (!playground) throw new Error("There is no playground around this component.");
  return playground;
}

/** Nothing can be asked now: an answer is on its way, or another tab has the conversation. */
export function useIsBusy(): boolean {
  return useChat(({ runningId, isElsewhere }) => runningId !== null || isElsewhere);
}

/** One part of the state; the component is drawn anew only when that part is another. */
export function useChat<Part>(select: (state: ChatState) => Part): Part {
  return useStore(usePlayground().store, select);
}
