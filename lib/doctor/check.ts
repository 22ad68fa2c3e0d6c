import type { Cause } from "./words/cause";
import { findWords } from "./words/find-words";

/** One check and its result. */
export type Check = {
  subject: "settings" | "host" | "handshake" | "model" | "app";
  /** The setting that the app comes from; null if the check concerns all apps. */
  app: string | null;
  /** A host, or a model's id with the service. */
  target: string;
  level: "ok" | "warning" | "problem" | "skipped";
  cause: Cause | null;
} & Facts;

/** What was measured, or what Spark reported about itself. */
export type Facts = {
  elapsedMs?: number;
  /** Spark's clock minus ours in seconds. */
  skewSeconds?: number | null;
  sparkCode?: number;
  sid?: string | null;
  httpStatus?: number;
};

export type Subject = Pick<Check, "subject" | "app" | "target">;

/** Builds a check from its result; no cause means that it passed. */
export function toCheck(subject: Subject, cause: Cause | null, facts: Facts = {}): Check {
  return { ...subject, level: cause ? findWords(cause).level : "ok", cause, ...facts };
}

/** Builds a check that was skipped because something it needs does not work. */
export function toSkipped(subject: Subject): Check {
  return { ...subject, level: "skipped", cause: null };
}
