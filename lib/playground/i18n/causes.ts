import type { Cause } from "../api/error-actions";

/** The texts for every cause; a cause without texts does not compile. */
export type Causes = Readonly<Record<Cause, CauseWords>>;

/** What happened, why, and what to do about it. */
type CauseWords = { readonly title: string; readonly why: string; readonly fix: string };
