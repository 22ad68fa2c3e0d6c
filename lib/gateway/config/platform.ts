type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Vercel writes `x-forwarded-for` anew for every request, so its entry can be believed
 * (https://vercel.com/docs/headers/request-headers), and lets no body over "4.5 MB" through
 * (https://vercel.com/docs/functions/limitations). Taken in the smaller sense, what is over it and
 * comes through all the same is refused in our words.
 */
const ON_VERCEL = { TRUSTED_PROXIES: "1", MAX_BODY_BYTES: "4500000" };

/** The environment with what a platform's own variables imply. */
export function withPlatformDefaults(environment: Environment): Environment {
  if (!mayFreeze(environment)) return environment;
  const defaults = Object.entries(ON_VERCEL).filter(([name]) => !environment[name]?.trim());
  return { ...environment, ...Object.fromEntries(defaults) };
}

/** Whether the process may be stopped in its tracks once an answer is out, and do nothing later. */
export const mayFreeze = (environment: Environment): boolean => environment["VERCEL"] === "1";

/** Whether the HTTP server of this process is ours to listen to: not on Vercel, nor in development. */
export function ownsServer(environment: Environment): boolean {
  return environment["NODE_ENV"] === "production" && !mayFreeze(environment);
}
