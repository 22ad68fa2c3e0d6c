import type { Cause, Row } from "./cause";
import { CONNECTION_WORDS } from "./connection";
import { CREDENTIAL_WORDS } from "./credential";
import { MODEL_WORDS } from "./model";
import { SETTINGS_WORDS } from "./settings";

const WORDS: Readonly<Record<Cause, Row>> = {
  ...SETTINGS_WORDS,
  ...CONNECTION_WORDS,
  ...CREDENTIAL_WORDS,
  ...MODEL_WORDS,
};

/** Returns a cause's severity and texts. */
export function findWords(cause: Cause): Row {
  return WORDS[cause];
}
