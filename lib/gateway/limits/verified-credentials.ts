/** Digests of the callers' own Spark credentials that Spark has let in, the latest ones. */
export type VerifiedCredentials = {
  has: (digest: string) => boolean;
  add: (digest: string) => void;
};

const MAX_CREDENTIALS = 10_000;

/** Whoever falls out counts by address until Spark lets him in again. */
export function createVerifiedCredentials(
  maxCredentials: number = MAX_CREDENTIALS,
): VerifiedCredentials {
  const digests = new Set<string>();
  return {
    has: (digest) => digests.has(digest),
    add(digest) {
      digests.delete(digest);
      digests.add(digest);
      for (const oldest of digests) {
        if (digests.size <= maxCredentials) return;
        digests.delete(oldest);
      }
    },
  };
}
