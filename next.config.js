/** @type {import("next").NextConfig} */
export default {
  // Bundled, `ws` looks for its optional native helpers in the wrong place and breaks.
  serverExternalPackages: ["ws"],
  poweredByHeader: false,
  typedRoutes: false,
};
