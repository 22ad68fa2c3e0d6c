import { z } from "zod";

const textPart = z.object({ type: z.literal("text"), text: z.string() });
const refusalPart = z.object({ type: z.literal("refusal"), refusal: z.string() });
const imagePart = z.object({
  type: z.literal("image_url"),
  image_url: z.object({ url: z.string(), detail: z.enum(["auto", "low", "high"]).nullish() }),
});
const audioPart = z.object({ type: z.literal("input_audio") });
const filePart = z.object({ type: z.literal("file") });

/** Some clients send bare strings in a list of parts; each counts as a text part. */
const bareString = z.string().transform((text) => ({ type: "text" as const, text }));

const text = z.union([z.string(), z.array(z.union([bareString, textPart]))]);
const userContent = z.union([
  z.string(),
  z.array(
    z.union([bareString, z.discriminatedUnion("type", [textPart, imagePart, audioPart, filePart])]),
  ),
]);
const assistantContent = z.union([
  z.string(),
  z.array(z.union([bareString, z.discriminatedUnion("type", [textPart, refusalPart])])),
]);
/** Images are accepted but only reported as ignored: Spark takes no images in tool results. */
const toolContent = z.union([
  z.string(),
  z.array(z.union([bareString, z.discriminatedUnion("type", [textPart, imagePart])])),
]);

const toolCall = z.object({
  id: z.string(),
  type: z.literal("function").nullish(),
  function: z.object({ name: z.string().min(1), arguments: z.string() }),
});

export const message = z.discriminatedUnion("role", [
  z.object({ role: z.literal("system"), content: text }),
  z.object({ role: z.literal("developer"), content: text }),
  z.object({ role: z.literal("user"), content: userContent }),
  z.object({
    role: z.literal("assistant"),
    content: assistantContent.nullish(),
    tool_calls: z.array(toolCall).nullish(),
    function_call: z.object({ name: z.string().min(1), arguments: z.string() }).nullish(),
  }),
  z.object({ role: z.literal("tool"), content: toolContent, tool_call_id: z.string() }),
  z.object({ role: z.literal("function"), content: z.string().nullish(), name: z.string().min(1) }),
]);
