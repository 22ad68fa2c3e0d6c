import { drive } from "./compare";
import { type Field, startField } from "./contestants";
import { toBody } from "./question";

/** Frames that come alone, and many requests: what the engine compiles only once it has run often. */
const JOB = { body: toBody(40, 5), callers: 64, answers: 512, spreadMs: 500 };

/**
 * A field whose contestants have been at work for a while, as a server has. Without it the first
 * frames of the larger program run uncompiled, and cost a tenth more over the bare limit.
 */
export async function startWarmField(settings: Record<string, string> = {}): Promise<Field> {
  const field = await startField(settings);
  for (const { url } of field.contestants) await drive(field, { ...JOB, url });
  return field;
}
