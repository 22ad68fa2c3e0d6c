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

/**
 * Returns whether nothing can be sent now, because an answer is running or another tab has the
 * conversation.
 */
export function useIsBusy(): boolean {
  return useChat(({ runningId, isElsewhere }) => runningId !== null || isElsewhere);
}

/** Selects one part of the state. The component renders again only when that part changes. */
export function useChat<Part>(select: (state: ChatState) => Part): Part {
  return useStore(usePlayground().store, select);
}
