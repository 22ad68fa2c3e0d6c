import type { ModelObject } from "../../api/chat-completions/types";
import { listModels } from "../routes/models";
import { productionDeps } from "./deps";

/**
 * Lists the models for the page's first HTML, as `GET /v1/models` does. Where the settings are wrong
 * there are none: the page comes up all the same, and the API says what is wrong.
 */
export function listPageModels(): ModelObject[] {
  try {
    return listModels(productionDeps().settings.catalogue);
  } catch {
    return [];
  }
}
