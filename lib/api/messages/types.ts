import type { z } from "zod";

import type * as schema from "./response-schema";

/**
 * The types of the gateway's responses. This file has only types, so importing it does not load the
 * schemas.
 */
export type AnswerMessage = z.output<typeof schema.message>;
export type ContentBlock = z.output<typeof schema.contentBlock>;
export type BlockDelta = z.output<typeof schema.blockDelta>;
export type StopReason = z.output<typeof schema.stopReason>;
export type Ending = z.output<typeof schema.ending>;
export type MessageUsage = z.output<typeof schema.usage>;
export type DeltaUsage = z.output<typeof schema.deltaUsage>;
export type StreamEvent = z.output<typeof schema.event>;
export type AnthropicErrorBody = z.output<typeof schema.error>;
export type AnthropicErrorType = z.output<typeof schema.errorType>;
export type ModelInfo = z.output<typeof schema.modelInfo>;
export type ModelPage = z.output<typeof schema.modelPage>;
