/** What is asked until the reader chooses: the model that Spark gives to every app for free. */
export const DEFAULT_MODEL = "lite";

/** One row of `GET /v1/models`; what it can do is the gateway's own addition. */
export type ModelInfo = {
  id: string;
  /** What it is asked for: an answer in words, or images to a prompt. */
  kind: ModelKind;
  vision: boolean;
  tools: boolean;
  webSearch: boolean;
  reasoning: boolean;
  contextTokens: number | null;
  /** What the gateway fits each number into; null for one that the model ignores. Empty where it does not say. */
  ranges: Readonly<Record<string, Range | null>>;
  /** What it draws, such as `1024x1024`; empty for one that talks. */
  sizes: readonly string[];
};

export type ModelKind = "chat" | "image";

/** Both ends are included. */
export type Range = { min: number; max: number };

/** Undefined while the list is not there, and for an id that it does not hold. */
export function findModel(models: readonly ModelInfo[], id: string): ModelInfo | undefined {
  return models.find((model) => model.id === id);
}

/** What is asked of an id; of one that nobody knows, words. */
export function findKind(models: readonly ModelInfo[], id: string): ModelKind {
  return findModel(models, id)?.kind ?? "chat";
}

/** The first one that understands images. */
export function findVisionModel(models: readonly ModelInfo[]): ModelInfo | undefined {
  return models.find(({ vision }) => vision);
}

/** The usual one, where the gateway has it; else the first that needs no image. */
export function findTextModel(models: readonly ModelInfo[]): ModelInfo | undefined {
  return (
    findModel(models, DEFAULT_MODEL) ??
    models.find(({ kind, vision }) => kind === "chat" && !vision)
  );
}
