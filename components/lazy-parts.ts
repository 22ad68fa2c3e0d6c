import { createLazyModule } from "./ui/use-lazy-module";

/*
 * What is not seen at first sight. Not `lazy`: a part that cannot come (the browser is offline, the
 * server has moved on) must leave the rest of the page standing.
 */
export const ADD_IMAGE = createLazyModule(() => import("./composer/add-image"));
export const ANSWER = createLazyModule(() => import("./conversation/answer-body"));
export const CHAT_WORDS = createLazyModule(() => import("@/lib/playground/i18n/chat"));
export const CONVERSATIONS_DIALOG = createLazyModule(
  () => import("./dialogs/conversations-dialog"),
);
export const CREDENTIALS_DIALOG = createLazyModule(() => import("./dialogs/credentials-dialog"));
export const DRAFT_IMAGES = createLazyModule(() => import("./composer/draft-images"));
export const EXAMPLES = createLazyModule(() => import("@/lib/playground/chat/examples"));
export const FAILURE_CARD = createLazyModule(() => import("./conversation/failure-card"));
export const PANEL = createLazyModule(() => import("./inspector/panel"));
export const SHORTCUTS_DIALOG = createLazyModule(() => import("./dialogs/shortcuts-dialog"));
export const TURN_LIST = createLazyModule(() => import("./conversation/turn-list"));
export const WIRE_STRIP = createLazyModule(() => import("./inspector/wire/wire-strip"));

/** Not shown: what the first message is kept and recorded with, should the network be gone by then. */
const ARCHIVE = createLazyModule(() => import("@/lib/playground/storage/conversation-store"));
const PAGE_RECORDER = createLazyModule(() => import("@/lib/playground/inspector/page-recorder"));

const PARTS = [
  ARCHIVE,
  PAGE_RECORDER,
  CHAT_WORDS,
  EXAMPLES,
  TURN_LIST,
  ANSWER,
  WIRE_STRIP,
  PANEL,
  FAILURE_CARD,
  DRAFT_IMAGES,
  ADD_IMAGE,
  CREDENTIALS_DIALOG,
  CONVERSATIONS_DIALOG,
  SHORTCUTS_DIALOG,
];

/** Fetches what will be wanted soon, so that it is there at once, and also when the network is not. */
export function fetchParts(): void {
  for (const part of PARTS) {
    // What does not come now is asked for again when it is shown.
    if (!part.loaded) part.load().catch(() => {});
  }
}
