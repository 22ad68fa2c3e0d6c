import { modelsPage } from "./models";
import { LANGUAGES, type Page, toFileName } from "./page";

const PAGES: readonly Page[] = [modelsPage];

/** Every generated page, by its path from the root. */
export function listPages(): { path: string; text: string }[] {
  return PAGES.flatMap(({ name, write }) =>
    LANGUAGES.map((language) => ({
      path: `docs/${toFileName(name, language)}`,
      text: `${write(language)}\n`,
    })),
  );
}
