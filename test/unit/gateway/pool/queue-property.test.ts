import fc from "fast-check";
import { expect, it } from "vitest";

import { type Outcome, openPatientPool, settled, toApp } from "./pooling";

const MODELS = ["lite", "4.0Ultra"] as const;

const app = fc.record({
  concurrency: fc.option(fc.integer({ min: 1, max: 3 })),
  qps: fc.option(fc.integer({ min: 1, max: 4 })),
  weight: fc.integer({ min: 1, max: 3 }),
  models: fc.option(fc.subarray([...MODELS], { minLength: 1 })),
});
const event = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...MODELS) },
  { weight: 2, arbitrary: fc.constantFrom("end" as const, "leave" as const) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 700 }) },
);
type Event = (typeof MODELS)[number] | "end" | "leave" | number;

type Question = { model: string; outcome: Outcome; abort: AbortController; ended: boolean };

const isRunning = ({ outcome, ended }: Question): boolean => outcome.lease !== undefined && !ended;
const isWaiting = ({ outcome }: Question): boolean => !outcome.lease && outcome.error === undefined;

function end(question: Question | undefined): void {
  if (!question) return;
  question.ended = true;
  question.outcome.lease?.release();
}

it("the queue serves every waiting request in order and within the limits", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(app, { minLength: 1, maxLength: 3 }),
      fc.array(event, { maxLength: 60 }),
      async (given, events) => {
        // The first app serves everything, so that no request waits for an app that does not exist.
        const apps = given.map((more, at) => (at === 0 ? { ...more, models: null } : more));
        const { ask, clock } = openPatientPool(apps.map((more, at) => toApp(String(at), more)));
        const questions: Question[] = [];

        const play = (next: Event): void => {
          if (typeof next === "number") clock.advance(next);
          else if (next === "end") end(questions.find(isRunning));
          else if (next === "leave") questions.findLast(isWaiting)?.abort.abort();
          else {
            const abort = new AbortController();
            const outcome = ask({ model: next, signal: abort.signal });
            questions.push({ model: next, outcome, abort, ended: false });
          }
        };
        const check = (): void => {
          for (const [at, { concurrency }] of apps.entries()) {
            const running = questions.filter(
              (question) => isRunning(question) && question.outcome.lease?.member.label === `${at}`,
            );
            expect(running.length).toBeLessThanOrEqual(concurrency ?? Infinity);
          }
          for (const model of MODELS) {
            const same = questions.filter((question) => question.model === model);
            const firstWaiting = same.findIndex(isWaiting);
            if (firstWaiting < 0) continue;
            // No later request for the same model is served before the first waiting one.
            expect(same.slice(firstWaiting).filter(({ outcome }) => outcome.lease)).toEqual([]);
          }
        };

        for (const next of events) {
          play(next);
          await settled();
          for (const { outcome } of questions) outcome.lease?.markSent();
          check();
        }
        // Every connection ends and time advances, so each round serves at least one request.
        for (let round = 0; round <= questions.length; round += 1) {
          questions.filter(isRunning).forEach(end);
          clock.advance(1050);
          await settled();
          for (const { outcome } of questions) outcome.lease?.markSent();
          check();
        }
        expect(questions.filter(isWaiting)).toEqual([]);
        expect(questions.map(({ outcome }) => outcome.failure?.kind).filter(Boolean)).toEqual([]);
        expect(clock.alarms).toBe(0);
      },
    ),
    { numRuns: 100 },
  );
});
