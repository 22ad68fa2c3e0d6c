/** More than OpenAI gives no request, and no gateway here may be set to give more. */
export const MAX_CHOICES = 128;

/** A number of answers that can be asked for; what was typed or came with a link may be any other. */
export function isChoiceCount(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 1 && Number(value) <= MAX_CHOICES;
}
