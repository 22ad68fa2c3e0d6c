"use client";

import type { ComponentProps } from "react";

import { useChat } from "../context/playground";
import { createLazyModule, useLazyModule } from "../ui/use-lazy-module";
import type { DictationBar } from "./dictation-bar";
import { DraftFiles } from "./draft-files";
import { DraftImages } from "./draft-images";
import { DraftNotice } from "./draft-notice";
import { Estimate } from "./estimate";
import { Rival } from "./rival";

const DICTATION = createLazyModule(() => import("./dictation-bar"));

/** Shows the next message's attachments and what prevents sending it. */
export function DraftParts(props: ComponentProps<typeof DictationBar>) {
  const dictation = useLazyModule(
    DICTATION,
    useChat((state) => Boolean(state.dictation)),
  );
  return (
    <>
      {dictation && <dictation.DictationBar {...props} />}
      <DraftImages />
      <DraftFiles />
      <DraftNotice />
      <Rival />
      <Estimate />
    </>
  );
}
