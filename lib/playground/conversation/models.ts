/** The model until the reader chooses one: Spark offers it to every app for free. */
export const DEFAULT_MODEL = "lite";

/** One row of `GET /v1/models`; the capabilities are the gateway's own addition. */
export type ModelInfo = {
  id: string;
  /** Whether it answers in text, or draws images for a prompt. */
  kind: ModelKind;
  vision: boolean;
  tools: boolean;
  webSearch: boolean;
  reasoning: boolean;
  contextTokens: number | null;
  /**
   * The range to which the gateway clamps each number; null for a number that the model ignores.
   * Empty if the gateway does not report ranges.
   */
  ranges: Readonly<Record<string, Range | null>>;
  /** The sizes that it can draw, such as `1024x1024`; empty for a chat model. */
  sizes: readonly string[];
};

export type ModelKind = "chat" | "image";

/** Both ends are included. */
export type Range = { min: number; max: number };

/** Returns undefined until the list has loaded, and for an id that is not in it. */
export function findModel(models: readonly ModelInfo[], id: string): ModelInfo | undefined {
  return models.find((model) => model.id === id);
}

/** Returns the kind of a model; chat if the id is unknown. */
export function findKind(models: readonly ModelInfo[], id: string): ModelKind {
  return findModel(models, id)?.kind ?? "chat";
}

/** Returns the first model that understands images. */
export function findVisionModel(models: readonly ModelInfo[]): ModelInfo | undefined {
  return models.find(({ vision }) => vision);
}

/** Returns the default model if the gateway has it, otherwise the first that needs no image. */
export function findTextModel(models: readonly ModelInfo[]): ModelInfo | undefined {
  return (
    findModel(models, DEFAULT_MODEL) ??
    models.find(({ kind, vision }) => kind === "chat" && !vision)
  );
}
