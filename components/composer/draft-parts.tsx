"use client";

import type { ComponentProps } from "react";

import { DictationBar } from "./dictation-bar";
import { DraftFiles } from "./draft-files";
import { DraftImages } from "./draft-images";
import { DraftNotice } from "./draft-notice";
import { Estimate } from "./estimate";
import { Rival } from "./rival";

/** Shows the next message's attachments and what prevents sending it. */
export function DraftParts(props: ComponentProps<typeof DictationBar>) {
  return (
    <>
      <DictationBar {...props} />
      <DraftImages />
      <DraftFiles />
      <DraftNotice />
      <Rival />
      <Estimate />
    </>
  );
}
