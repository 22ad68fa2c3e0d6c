"use client";

import { DraftFiles } from "./draft-files";
import { DraftImages } from "./draft-images";
import { DraftNotice } from "./draft-notice";
import { Estimate } from "./estimate";
import { Rival } from "./rival";

/** What goes along with the text of the next message, and what stands in its way. */
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
