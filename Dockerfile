# syntax=docker/dockerfile:1
# The service with its dashboard. Build it at the root of the checkout: docker build -t orchestrate-monitor .

# Everything that builds: the compilers, the sources, the web dashboard.
FROM node:20-bookworm-slim AS build
WORKDIR /app
ENV CI=1 LEFTHOOK=0
COPY package.json package-lock.json ./
COPY dashboard/package.json dashboard/package.json
COPY scripts/prepare.js scripts/prepare.js
RUN --mount=type=cache,target=/root/.npm npm ci --no-audit --no-fund
COPY .swcrc nest-cli.json tsconfig.json ./
COPY scripts scripts
COPY src src
COPY dashboard dashboard
RUN node scripts/ensure-build.js

# What the service needs when it runs, and nothing that builds. The embedded PostgreSQL stays out: here there is a real one.
FROM node:20-bookworm-slim AS packages
WORKDIR /app
ENV CI=1 LEFTHOOK=0
COPY package.json package-lock.json ./
COPY dashboard/package.json dashboard/package.json
COPY scripts/prepare.js scripts/prepare.js
RUN --mount=type=cache,target=/root/.npm npm ci --omit=dev --omit=optional --workspaces=false --no-audit --no-fund

FROM node:20-bookworm-slim
LABEL org.opencontainers.image.title="Orchestrate Monitor" \
  org.opencontainers.image.description="Event-sourced monitoring and alerting for fleets of AI coding agents" \
  org.opencontainers.image.licenses="Apache-2.0"
WORKDIR /app
ENV NODE_ENV=production \
  ORCHESTRATE_HOST=0.0.0.0 \
  ORCHESTRATE_PORT=4040
COPY --from=packages /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY --from=build /app/dashboard/dist dashboard/dist
COPY package.json LICENSE ./
COPY bin bin
COPY scripts/ensure-build.js scripts/ensure-build.js
COPY ops/prometheus/rules ops/prometheus/rules
RUN ln -s /app/bin/orchestrate.js /usr/local/bin/orchestrate
# The image's own user without rights; nothing under /app is its to write.
USER node
EXPOSE 4040 4317 4318
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.ORCHESTRATE_PORT}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--max-semi-space-size=64", "--import", "./dist/instrumentation.js", "dist/main.js"]
