import { createPart } from "../ui/use-lazy-module";

/** With what the list as a dialog is made of too. */
export const CONVERSATIONS_COLUMN = createPart(() => import("./conversations-column"));
