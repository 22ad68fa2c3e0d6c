# The gateway alone, in front of Spark: docker build -t spark-api-gateway . (or compose.yaml)
# Debian and not Alpine: the decoder of pictures is built for both, and only glibc's is tested.
FROM node:24-bookworm-slim AS base
WORKDIR /app
ENV NEXT_TELEMETRY_DISABLED=1

FROM base AS build
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
# What is copied is listed in .dockerignore; no .env is among it, since Next would keep it in the image.
COPY . .
RUN NEXT_OUTPUT=standalone npm run build

# docker build --target demo: the gateway in front of the simulator, with the packages of both.
FROM build AS demo
RUN node_modules/.bin/tsx test/simulator/demo.ts --built
ENV PORT=3000
USER node
EXPOSE 3000
# No npm in between, here as there.
CMD ["node_modules/.bin/tsx", "test/simulator/demo.ts"]

FROM base AS gateway
# HOSTNAME too: Docker sets it to the container's name, and the server would listen there alone.
ENV NODE_ENV=production HOSTNAME=0.0.0.0 PORT=3000
# They belong to root: who breaks into the server, a mere user, cannot change it.
COPY --from=build /app/.next/standalone ./
COPY --from=build /app/.next/static ./.next/static
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s --start-interval=1s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/healthz').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# No npm and no shell in between: SIGTERM must reach the server itself, which then drains.
# A young generation of a fixed size costs bursts a third less CPU (docs/decisions/memory-of-streams.md).
CMD ["node", "--min-semi-space-size=32", "--max-semi-space-size=32", "server.js"]
