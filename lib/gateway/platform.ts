type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The environment with what a platform's own variables imply. Vercel writes `x-forwarded-for` anew
 * for every request (its documentation, "Request headers"), so its entry can be believed.
 */
export function withPlatformDefaults(environment: Environment): Environment {
  if (environment["VERCEL"] !== "1") return environment;
  return { ...environment, TRUSTED_PROXIES: environment["TRUSTED_PROXIES"]?.trim() || "1" };
}
