/** @type {import("next").NextConfig} */
export default {
  // Bundled, `ws` looks for its optional native helpers in the wrong place and breaks.
  // Redis' client and the limiter find their parts at run time, as they need them.
  serverExternalPackages: ["ws", "redis", "rate-limiter-flexible"],
  poweredByHeader: false,
  // A redirect would lose a browser's preflight; with a slash at the end or without, it is one route.
  skipTrailingSlashRedirect: true,
  typedRoutes: false,
};
