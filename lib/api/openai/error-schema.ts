import { z } from "zod";

/** OpenAI's error object, in which all four members are always present. */
export const openAiError = z.object({
  message: z.string().min(1),
  type: z.enum([
    "invalid_request_error",
    "authentication_error",
    "permission_error",
    "rate_limit_error",
    "insufficient_quota",
    "server_error",
  ]),
  param: z.string().nullable(),
  code: z.string().nullable(),
});

export type OpenAiError = z.output<typeof openAiError>;
