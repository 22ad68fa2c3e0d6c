import type { Cause } from "./words/cause";
import { findWords } from "./words/find-words";

/** One thing that was looked at, and what was found. */
export type Check = {
  subject: "settings" | "host" | "handshake" | "model" | "app";
  /** The setting that the app comes from; null: it concerns all of them. */
  app: string | null;
  /** A host, or a model's id with the service over which it was asked. */
  target: string;
  level: "ok" | "warning" | "problem" | "skipped";
  cause: Cause | null;
} & Facts;

/** What was measured, or what Spark said about itself. */
export type Facts = {
  elapsedMs?: number;
  /** Spark's clock minus ours. */
  skewSeconds?: number | null;
  sparkCode?: number;
  sid?: string | null;
  httpStatus?: number;
};

export type Subject = Pick<Check, "subject" | "app" | "target">;

/** A check from what was found, if anything was. */
export function toCheck(subject: Subject, cause: Cause | null, facts: Facts = {}): Check {
  return { ...subject, level: cause ? findWords(cause).level : "ok", cause, ...facts };
}

/** What could not be looked at, since what it needs does not work. */
export function toSkipped(subject: Subject): Check {
  return { ...subject, level: "skipped", cause: null };
}
