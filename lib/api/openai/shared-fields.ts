import { z } from "zod";

/* Fields with the same meaning in all of OpenAI's APIs for chat models. */

/**
 * Far longer than any real stop sequence. Each character of an answer is compared with all of them.
 */
const MAX_STOP_CHARACTERS = 1000;

const stopString = z.string().min(1, "must not be empty").max(MAX_STOP_CHARACTERS);

export const model = z
  .string()
  .min(1)
  .describe(
    "An id from `/v1/models` or an alias; case does not matter. The answer repeats it as sent.",
  );

export const stop = z
  .union([stopString, z.array(stopString).min(1).max(4)])
  .describe("The answer ends before the string that is completed first.");

export const truncation = z
  .enum(["auto", "disabled"])
  .describe("Extension: `auto` drops the oldest turns until the conversation fits the model.");

export const version = z
  .unknown()
  .describe(
    "Extension, for the model `spark-api` alone: `v1.1` (default), `v2.1`, `v3.1`, `v3.5` or `v4.0`.",
  );

export const thinking = z.object({ type: z.enum(["enabled", "disabled", "auto"]) });

export const reasoningEffort = z.enum(["none", "minimal", "low", "medium", "high", "xhigh", "max"]);

export const user = z.string().describe("Told to Spark as a hash.");

export const safetyIdentifier = z.string().describe("As `user`, and counts before it.");

/** The same limit as in OpenAI's API. */
export const MAX_TOOLS = 128;

/**
 * OpenAI allows 64 characters, and frameworks that join names send more. Spark gets an alias
 * anyway.
 */
export const functionNameText = z.string().min(1).max(256);

export const searchContextSize = z.enum(["low", "medium", "high"]);
