"use client";

import { DraftFiles } from "./draft-files";
import { DraftImages } from "./draft-images";
import { DraftNotice } from "./draft-notice";
import { Estimate } from "./estimate";
import { Rival } from "./rival";

/** Shows the next message's attachments and what prevents sending it. */
export function DraftParts() {
  return (
    <>
      <DraftImages />
      <DraftFiles />
      <DraftNotice />
      <Rival />
      <Estimate />
    </>
  );
}
