import type { ModelObject } from "../../api/chat-completions/types";
import { listModels } from "../routes/models";
import { productionDeps } from "./deps";

/**
 * Lists the models for the page's first HTML, as `GET /v1/models` does. With invalid settings the
 * list is empty: the page still loads, and the API reports what is wrong.
 */
export function listPageModels(): ModelObject[] {
  try {
    return listModels(productionDeps().settings.catalogue);
  } catch {
    return [];
  }
}
