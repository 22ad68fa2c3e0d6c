/** Digests of the callers' own Spark credentials that Spark has accepted, the latest ones. */
export type VerifiedCredentials = {
  has: (digest: string) => boolean;
  add: (digest: string) => void;
};

const MAX_CREDENTIALS = 10_000;

/**
 * Creates the list. A credential that was evicted counts by address until Spark accepts it again.
 */
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
