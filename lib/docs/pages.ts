import { readFileSync } from "node:fs";

import { errorsPage } from "./errors";
import { modelsPage } from "./models";
import { LANGUAGES, toFileName } from "./page";
import { createSettingsPage } from "./settings";

/**
 * Writes every generated page, keyed by its path from the project's root, which must be the working
 * directory.
 */
export function listPages(): { path: string; text: string }[] {
  const pages = [modelsPage, errorsPage, createSettingsPage(readFileSync(".env.example", "utf8"))];
  return pages.flatMap(({ name, write }) =>
    LANGUAGES.map((language) => ({
      path: `docs/${toFileName(name, language)}`,
      text: `${write(language)}\n`,
    })),
  );
}
