// Without a word about scripts: Next writes some into the page, whose hashes no list here could know. The
// pages' own policy (proxy.ts) does know them.
const CONTENT_SECURITY_POLICY =
  "frame-ancestors 'none'; base-uri 'none'; object-src 'none'; form-action 'self'";
// Whatever else is HTML is an error page of Next's, on the origin where the page keeps keys: it runs nothing.
const NO_SCRIPTS = `${CONTENT_SECURITY_POLICY}; default-src 'none'; style-src 'self' 'unsafe-inline'`;
const NO_CONTENT = "default-src 'none'; frame-ancestors 'none'";

/** @type {import("next").NextConfig} */
export default {
  // `next build` makes what `npm start` and Vercel serve; the Dockerfile asks for a server of its own.
  ...(process.env["NEXT_OUTPUT"] === "standalone" && { output: "standalone" }),
  // The demo is in a hurry, and what it builds was checked when it was written.
  ...(process.env["NEXT_TYPES"] === "skip" && { typescript: { ignoreBuildErrors: true } }),
  // Bundled, `ws` looks for its optional native helpers in the wrong place and breaks.
  // Redis' client and the limiter find their parts at run time, as they need them.
  // The decoder of MP3 brings a worker along, which is not used, and whose parts only a browser has.
  serverExternalPackages: ["ws", "@redis/client", "rate-limiter-flexible", "mpg123-decoder"],
  poweredByHeader: false,
  // Most routes are never asked through Next where the server is ours: loading all of them took a fifth of the
  // start.
  experimental: { preloadEntriesOnStart: false },
  // Images are the browser's and Spark's; Next's own converter of them has nothing to do here.
  images: { unoptimized: true },
  // A redirect would lose a browser's preflight; with a slash at the end or without, it is one route.
  skipTrailingSlashRedirect: true,
  typedRoutes: false,
  // Here and not in vercel.json, so that they are the same wherever it runs.
  headers: () => [
    { source: "/(.*)", headers: [{ key: "X-Content-Type-Options", value: "nosniff" }] },
    {
      // A script or a style is no page, and would only weigh more with what is said to pages.
      source: "/((?!_next/static/).*)",
      headers: [
        { key: "X-Frame-Options", value: "DENY" },
        { key: "Referrer-Policy", value: "no-referrer" },
        { key: "Permissions-Policy", value: "camera=(), microphone=(self), geolocation=()" },
        { key: "Content-Security-Policy", value: CONTENT_SECURITY_POLICY },
      ],
    },
    {
      // Only a page has a button for the microphone, and no other site that would show it.
      source: "/((?!$|privacy$|privacy/$|_next/static/).*)",
      headers: [{ key: "Permissions-Policy", value: "camera=(), microphone=(), geolocation=()" }],
    },
    {
      source: "/((?!$|privacy$|privacy/$|_next/static/).*)",
      headers: [{ key: "Content-Security-Policy", value: NO_SCRIPTS }],
    },
    {
      // Only what is missing there is HTML, and each script of the first load carries this along.
      source: "/_next/static/(.*)",
      headers: [{ key: "Content-Security-Policy", value: NO_CONTENT }],
    },
  ],
};
