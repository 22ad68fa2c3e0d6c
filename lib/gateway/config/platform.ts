type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Vercel rewrites `x-forwarded-for` on every request, so its entry can be trusted
 * (https://vercel.com/docs/headers/request-headers). It rejects bodies over "4.5 MB"
 * (https://vercel.com/docs/functions/limitations). With the smaller reading of that limit, a larger
 * body that still gets through is rejected with the gateway's own error.
 */
const ON_VERCEL = { TRUSTED_PROXIES: "1", MAX_BODY_BYTES: "4500000" };

/** Returns the environment with the defaults that a platform's own variables imply. */
export function withPlatformDefaults(environment: Environment): Environment {
  if (!mayFreeze(environment)) return environment;
  const defaults = Object.entries(ON_VERCEL).filter(([name]) => !environment[name]?.trim());
  return { ...environment, ...Object.fromEntries(defaults) };
}

/** Reports whether the platform may freeze the process once an answer is sent. */
export const mayFreeze = (environment: Environment): boolean => environment["VERCEL"] === "1";

/**
 * Reports whether this process owns its HTTP server, which it does not on Vercel or in development.
 */
export function ownsServer(environment: Environment): boolean {
  return environment["NODE_ENV"] === "production" && !mayFreeze(environment);
}
