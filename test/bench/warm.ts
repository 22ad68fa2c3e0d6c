import { drive } from "./compare";
import { type Field, startField } from "./contestants";
import { toBody } from "./question";

/**
 * Frames that come alone, and many requests: what the engine compiles only once it has run often, and
 * a young generation that has grown to what it needs.
 */
const JOB = { body: toBody(40, 5), callers: 64, answers: 3000, spreadMs: 500 };

/**
 * A field whose contestants have been at work for a while, as a server has. After a sixth of it a frame
 * of 256 paced streams still costs the larger program a quarter more than three runs later, and the
 * smaller one the same.
 */
export async function startWarmField(settings: Record<string, string> = {}): Promise<Field> {
  const field = await startField(settings);
  for (const { url } of field.contestants) await drive(field, { ...JOB, url });
  return field;
}
