import type { Cause } from "../api/error-actions";

/** Kept to by both languages: a cause without words would not compile. */
export type Causes = Readonly<Record<Cause, CauseWords>>;

/** What happened, why, and what to do about it. */
type CauseWords = { readonly title: string; readonly why: string; readonly fix: string };
