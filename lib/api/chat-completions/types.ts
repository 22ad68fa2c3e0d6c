import type { z } from "zod";

import type {
  annotation,
  chunk,
  chunkChoice,
  chunkDelta,
  completion,
  completionChoice,
  finishReason,
  functionCall,
  modelCapabilities,
  modelObject,
  toolCall,
  usage,
} from "./response-schema";

/**
 * The types of the gateway's responses. This file has only types, so importing it does not load the
 * schemas.
 */
export type Completion = z.output<typeof completion>;
export type CompletionChoice = z.output<typeof completionChoice>;
export type CompletionFinishReason = z.output<typeof finishReason>;
export type CompletionUsage = z.output<typeof usage>;
export type Chunk = z.output<typeof chunk>;
export type ChunkChoice = z.output<typeof chunkChoice>;
export type ChunkDelta = z.output<typeof chunkDelta>;
export type ToolCall = z.output<typeof toolCall>;
export type FunctionCall = z.output<typeof functionCall>;
export type Annotation = z.output<typeof annotation>;
export type ModelCapabilities = z.output<typeof modelCapabilities>;
export type ModelObject = z.output<typeof modelObject>;
